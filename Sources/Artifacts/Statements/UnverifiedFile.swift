import Sodium

/// A file with its signature, as read: nothing about it is believed yet.
public struct UnverifiedFile: Sendable, Equatable {
  /// Where it was found.
  public let place: Place
  /// The bytes of the `.json` file.
  public let bytes: [UInt8]
  /// The bytes of the `.json.minisig` file.
  public let signature: [UInt8]

  /// Takes what was read.
  public init(place: Place, bytes: [UInt8], signature: [UInt8]) {
    self.place = place
    self.bytes = bytes
    self.signature = signature
  }

  /// The digest of both parts. Each is hashed by itself, so that no byte can move from one to the
  /// other unseen.
  public var fingerprint: Digest {
    Digest(hashing: Digest(hashing: bytes).bytes + Digest(hashing: signature).bytes)
  }
}
