import Sodium

/// One holder's shares of one dealing, sealed with XChaCha20-Poly1305.
///
/// Plain text: the shares of `b`, of the nonce, of the seeds of the layers of noise, and of the pair
/// seeds with the other members in roster order, 32 bytes each. The text in JSON is base64url.
public struct ShareBox: Hashable, Sendable {
  /// Nonce, sealed shares and tag.
  public let bytes: [UInt8]

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The number of bytes of a box in a round.
  static func size(in context: RoundContext) -> Int {
    Dealing.Rows(context).count * ScalarField.size + SecretBox.overhead
  }

  /// What ties a box to its place: "decaph/v1/share-box" 00, sid, LE64 r, K_r, from 00, to 00.
  static func additionalData(from: Int, to: Int, in context: RoundContext) -> [UInt8] {
    var data = Array(Domain.shareBox.rawValue.utf8) + [0]
    data += context.session.bytes
    data += (0..<8).map { UInt8(truncatingIfNeeded: context.round >> (8 * UInt64($0))) }
    data += context.K.bytes
    data += Array(context.members[from].id.utf8) + [0]
    data += Array(context.members[to].id.utf8) + [0]
    return data
  }
}

extension ShareBox: Codable {
  /// Reads base64url.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let bytes = try [UInt8](base64url: container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a share box is base64url without padding")
    }
    self.bytes = bytes
  }

  /// Writes base64url.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(bytes.base64url)
  }
}
