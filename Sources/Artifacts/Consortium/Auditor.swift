import Sodium

/// Somebody outside the hospitals who can open sealed files, and so recompute every sum.
///
/// An auditor never sees one hospital's vector: what is sealed is masked.
public struct Auditor: Codable, Hashable, Sendable {
  /// A name for people, printable ASCII.
  public var name: String
  /// The key to which files are sealed.
  public var key: SealingPublicKey

  /// Names an auditor.
  public init(name: String, key: SealingPublicKey) {
    self.name = name
    self.key = key
  }
}
