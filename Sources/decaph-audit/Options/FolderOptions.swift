import ArgumentParser
import Audit
import Console

/// Which folder, and which consortium is expected in it.
struct FolderOptions: ParsableArguments {
  @Option(
    name: .customLong("dir"),
    help: ArgumentHelp(
      "The shared directory; else $DECAPH_DIR, the nearest parent with a consortium, ./shared.",
      valueName: "directory"))
  var directory: String?
  @OptionGroup var expected: SessionOption

  /// An auditor of that folder.
  func auditor(keyFile: String? = nil) throws -> ConsortiumAuditor {
    try ConsortiumAuditor(
      directory: AuditLocation.resolve(directory), session: expected.session, keyFile: keyFile,
      ask: { try? SecretQuestion.ask($0) })
  }
}
