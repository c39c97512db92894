import Artifacts
import Journal
import Sodium

/// A change of the identity key that is under way in a private state.
///
/// The new keys lie beside those in use until the statement that changes them is in the outbox. Up to
/// there nothing has happened; from there on they are put in place, by the next process if this one
/// dies. So the state never signs with a key that the others do not expect of it.
struct KeyRotation {
  private let journal: Journal
  private let member: MemberID
  private let begun: DurableValue<Begun>

  private struct Begun: Codable {
    let incarnation: Int?
  }

  init(_ journal: Journal, member: MemberID) {
    (self.journal, self.member) = (journal, member)
    begun = journal.value("rotation", of: Begun.self)
  }

  /// Lays the new files beside those in use; on the disk when this returns.
  ///
  /// - Parameters:
  ///   - identity: the new secret key file.
  ///   - sealing: the sealing key's file, locked by the new key where that is under a passphrase.
  ///   - incarnation: of the entry that is to change the key.
  func begin(
    _ identity: borrowing SecretBytes, sealing: borrowing SecretBytes, as incarnation: Int
  ) throws {
    try begun.save(Begun(incarnation: incarnation))
    try identity.withUnsafeBytes { bytes throws in
      try journal.secrets.replace(bytes, as: Self.next("identity"))
    }
    try sealing.withUnsafeBytes { bytes throws in
      try journal.secrets.replace(bytes, as: Self.next("sealing"))
    }
  }

  /// Puts the new keys in place if the statement that changes them is signed; otherwise forgets them.
  func finish() throws {
    guard let incarnation = try begun.load()?.incarnation else { return }
    let place = Place(member: member, slot: .enrol(incarnation))
    if try !journal.outbox.files(of: place.key).isEmpty {
      // The new identity first: it opens its sealing key, which still lies beside it.
      for name in ["identity", "sealing"] {
        guard var file = try journal.secrets.read(Self.next(name)) else { continue }
        try SecretBytes(wiping: &file).withUnsafeBytes { bytes throws in
          try journal.secrets.replace(bytes, as: name)
        }
      }
    }
    for name in ["identity", "sealing"] { try journal.secrets.erase(Self.next(name)) }
    try begun.save(Begun(incarnation: nil))
  }

  private static func next(_ name: String) -> String { name + "-next" }
}
