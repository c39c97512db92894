import ArgumentParser
import Audit

/// What the commands have in common that audit everything and print a table.
struct TableOptions: ParsableArguments {
  @OptionGroup var folder: FolderOptions
  @Flag(help: "Print JSON lines; the last is the verdict.")
  var json = false

  /// Prints what an auditor of the folder reads.
  func print(
    _ read: (ConsortiumAuditor, _ progress: (Int, Int) -> Void) throws -> Printout
  ) throws {
    let progress = AuditProgress(isShown: !json)
    try Reading.print(json: json) {
      defer { progress.clear() }
      return try read(folder.auditor(), progress.show)
    }
  }
}
