import Journal
import Sodium

/// Names that say which things are the same, and to nobody without the key which they are.
///
/// Keyed BLAKE2b-256, shortened. Without a key a hash of a patient's number would be no protection:
/// there are few enough numbers to try them all. The key is random and never leaves the private
/// state; with the same key a second import gives the same names.
final class Pseudonyms: Sendable {
  /// What is named; the same text is another pseudonym for another kind.
  enum Kind: String {
    case patient, source, image
  }

  private let key: SecretBytes

  /// Takes the key of a private state, or makes one.
  init(_ secrets: SecretStore) throws {
    let name = "import-pseudonyms"
    if var stored = try secrets.read(name) {
      guard stored.count == 32 else {
        throw NodeError(
          .configuration, "the key of the pseudonyms is damaged",
          remedy: "bring it back from a backup; with a new one patients get other pseudonyms")
      }
      key = SecretBytes(wiping: &stored)
    } else {
      key = SecretBytes.random(32)
      try key.withUnsafeBytes { bytes in _ = try secrets.store(bytes, as: name) }
    }
  }

  /// `p-` and 16 digits for a patient, `s-` and 16 for a source, 32 digits for an image.
  func name(_ text: String, _ kind: Kind) -> String {
    var hash = key.withUnsafeBytes { Blake2b(key: $0) }
    hash.update(terminated: "decaph import \(kind.rawValue)")
    hash.update(terminated: text)
    let digits = Digest(finalizing: hash).hex
    switch kind {
    case .patient: return "p-" + digits.prefix(16)
    case .source: return "s-" + digits.prefix(16)
    case .image: return String(digits.prefix(32))
    }
  }
}
