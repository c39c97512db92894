import ArgumentParser
import Audit
import Foundation

/// Which folder, and which consortium is expected in it.
struct FolderOptions: ParsableArguments {
  @Option(
    name: .customLong("dir"),
    help: ArgumentHelp(
      "The shared directory; else $DECAPH_DIR, the nearest parent with a consortium, ./shared.",
      valueName: "directory"))
  var directory: String?
  @Option(help: ArgumentHelp("The expected session, 16 hex digits or more.", valueName: "hash"))
  var session: String?

  func validate() throws {
    if let session, session.count < 16 {
      throw ValidationError("--session needs at least 16 hex digits")
    }
  }

  /// An auditor of that folder.
  func auditor(keyFile: String? = nil) throws -> ConsortiumAuditor {
    try ConsortiumAuditor(
      directory: AuditLocation.resolve(directory), session: session, keyFile: keyFile)
  }
}
