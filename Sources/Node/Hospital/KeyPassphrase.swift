import Artifacts
import Console
import Sodium

/// Opens an identity key that is under a passphrase.
enum KeyPassphrase {
  /// Typing errors are frequent where nothing is shown.
  private static let tries = 3

  /// Opens it with a passphrase that a service manager gave.
  static func unlock(
    _ file: [UInt8], _ passphrase: consuming SecretBytes
  ) throws -> IdentityKey {
    guard let key = try opened(file, passphrase) else {
      throw NodeError(
        .configuration,
        "the credential \(HospitalKeys.passphraseCredential) does not open the keys",
        remedy: "put the right passphrase into it, in its first line")
    }
    return key
  }

  /// Asks for it at the terminal.
  /// - Throws: `LockedKeys` without a terminal.
  static func ask(_ file: [UInt8], of member: MemberID) throws -> IdentityKey {
    for attempt in 1...tries {
      let typed = try typed(member)
      if let key = try opened(file, typed) { return key }
      if attempt < tries { Console.talk("decaph-node: this is not the passphrase\n") }
    }
    throw NodeError(
      .configuration, "the passphrase does not open the keys of \(member)",
      remedy: "try again; if it is lost, so are the keys, but not those in a backup: "
        + "'decaph-node restore'")
  }

  private static func typed(_ member: MemberID) throws -> SecretBytes {
    do {
      return try Passphrase.typed("passphrase of the keys of \(member): ")
    } catch SecretQuestion.Failure.noTerminal {
      throw LockedKeys(member: member)
    }
  }

  /// The key; nil when the passphrase is another one.
  private static func opened(
    _ file: [UInt8], _ passphrase: borrowing SecretBytes
  ) throws(SodiumError) -> IdentityKey? {
    var file = file
    do throws(SodiumError) {
      return try IdentityKey(wipingSecretKeyFile: &file, passphrase: passphrase)
    } catch {
      guard error.code == .wrongPassphrase else { throw error }
      return nil
    }
  }
}
