import Foundation
import SecureAggregation
import Sodium
import Testing

/// Dealings that the library would never make: changed as JSON, boxes sealed anew.
struct Forgery {
  private(set) var fields: [String: Any]

  init(_ dealing: Dealing) throws {
    let json = try JSONEncoder().encode(dealing)
    fields = try #require(JSONSerialization.jsonObject(with: json) as? [String: Any])
  }

  /// The value at a path of keys and indices.
  subscript(path: [String]) -> Any? {
    get { path.reduce(fields as Any?) { Self.child($0, $1) } }
    set { fields = Self.setting(fields, path[...], newValue) as? [String: Any] ?? [:] }
  }

  func dealing() throws -> Dealing {
    try JSONDecoder().decode(Dealing.self, from: JSONSerialization.data(withJSONObject: fields))
  }

  /// Opens a holder's box with the dealer's own key, changes the shares, and seals them again.
  mutating func reseal(
    from dealer: String, to holder: String, in round: Consortium,
    _ change: (inout [UInt8]) -> Void
  ) throws {
    let (key, data) = try Self.boxKey(from: dealer, to: holder, in: round)
    let text = try #require(self[["boxes", holder]] as? String)
    let box = try #require([UInt8](base64url: text))
    var copy = key
    let guarded = SecretBytes(wiping: &copy)
    let opened = try guarded.withUnsafeBytes { key throws(SodiumError) in
      try SecretBox.open(box, key: key, additionalData: data)
    }
    var shares = opened.withUnsafeBytes { Array($0) }
    change(&shares)
    let sealed = key.withUnsafeBytes { key in
      shares.withUnsafeBytes { SecretBox.seal($0, key: key, additionalData: data) }
    }
    self[["boxes", holder]] = sealed.base64url
  }

  /// The key derivation of the protocol once more, with the public parts of Sodium.
  private static func boxKey(
    from dealer: String, to holder: String, in round: Consortium
  ) throws -> (key: [UInt8], data: [UInt8]) {
    let context = round.context
    let own = try #require(round.secrets[dealer]).ephemeralSecret
    let pair = try [dealer, holder].sorted().map { id in
      try #require(context.members.first { $0.id == id })
    }
    let other = try #require(context.members.first { $0.id == holder })
    let agreed = own.withUnsafeBytes { own -> [UInt8] in
      guard let agreed = KeyAgreement.sharedSecret(own, with: other.ephemeralKey) else { return [] }
      return agreed.withUnsafeBytes { Array($0) }
    }
    func text(_ text: String) -> [UInt8] { Array(text.utf8) + [0] }
    let number = (0..<8).map { UInt8(truncatingIfNeeded: context.round >> (8 * UInt64($0))) }
    let place = context.session.bytes + number + context.K.bytes
    let names = text(pair[0].id) + text(pair[1].id)
    let keys = pair[0].ephemeralKey.bytes + pair[1].ephemeralKey.bytes
    let secrets = Blake2b.hash512(key: agreed, text("decaph/v1/pair") + place + names + keys)
    let ends = text(dealer) + text(holder)
    let key = Digest.keyed(Array(secrets[32...]), hashing: text("decaph/v1/share") + ends)
    return (key.bytes, text("decaph/v1/share-box") + place + ends)
  }

  private static func child(_ value: Any?, _ key: String) -> Any? {
    if let object = value as? [String: Any] { return object[key] }
    if let array = value as? [Any], let index = Int(key) { return array[index] }
    return nil
  }

  private static func setting(_ value: Any, _ path: ArraySlice<String>, _ new: Any?) -> Any? {
    guard let key = path.first else { return new }
    if var object = value as? [String: Any] {
      object[key] = setting(object[key] ?? [String: Any](), path.dropFirst(), new)
      return object
    }
    guard var array = value as? [Any], let index = Int(key) else { return value }
    if let changed = setting(array[index], path.dropFirst(), new) {
      array[index] = changed
    } else {
      array.remove(at: index)
    }
    return array
  }
}
