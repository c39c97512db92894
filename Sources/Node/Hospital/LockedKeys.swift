import Artifacts

/// A hospital's keys are under a passphrase that nobody gave.
struct LockedKeys: Error {
  let member: MemberID

  /// For everybody who needs the keys.
  var nodeError: NodeError {
    NodeError(
      .configuration,
      "the keys of \(member) are under a passphrase, and there is no terminal to ask for it",
      remedy: "let systemd load it (LoadCredential=\(HospitalKeys.passphraseCredential):FILE), or "
        + "for cron set CREDENTIALS_DIRECTORY to a folder with a file "
        + "\(HospitalKeys.passphraseCredential) of mode 0600")
  }
}
