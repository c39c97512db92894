import ArgumentParser
import Node

/// `data check`: what a data manager wants to know of the data before joining.
struct DataCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Look at this hospital's own data: classes, copies, patients, sources, columns.",
    discussion: """
      Only reads, and tells nobody. With several paths (hospitals and a test set, for instance) it \
      also looks for copies and patients that are in more than one of them.

      Each line says 'ok', 'note', 'warn' (training works, its result may mislead) or 'FAIL' (to be \
      repaired before joining). It ends with 65 if there is a FAIL, otherwise with 0.
      """)

  @Argument(
    help: ArgumentHelp(
      "Folders of class folders with images, or CSV files.",
      discussion: "Without any, the data that --id has joined with.", valueName: "path"))
  var paths: [String] = []

  @Option(help: "The plan that the data are meant for; without it what is there is looked at.")
  var plan: String?

  @Option(
    name: .customLong("dir"),
    help: ArgumentHelp(
      "A consortium's shared directory, for the plan in its manifest.", valueName: "directory"))
  var directory: String?

  @Option(name: .customLong("id"), help: "The hospital that has joined there, for its data.")
  var id: String?

  @Option(
    help: ArgumentHelp(
      "That hospital's private state, if it does not lie in its usual place.",
      valueName: "directory"))
  var state: String?

  @Flag(help: "Print JSON lines: every finding with all files it concerns, then the verdict.")
  var json = false

  @Flag(
    help: ArgumentHelp(
      "Print what may be sent to others.",
      discussion: """
        Words and counts, rounded to tens, below ten as <10: no file, path, patient, source or cell.
        """))
  var countsOnly = false

  func validate() throws {
    if json, countsOnly { throw ValidationError("--json and --counts-only exclude each other") }
    if plan != nil, directory != nil {
      throw ValidationError("--plan and --dir exclude each other")
    }
    if id != nil, directory == nil { throw ValidationError("--id needs --dir") }
    if state != nil, id == nil { throw ValidationError("--state needs --id") }
    if paths.isEmpty, id == nil {
      throw ValidationError("name the data, or give --dir and --id of a hospital that has joined")
    }
  }

  func run() throws {
    try Terminal.guarded {
      let result = try CheckData(
        paths: paths, plan: plan, directory: directory.map { SharedLocation.resolve($0) }, id: id,
        state: state
      ).run { Terminal.progress("looked at \($0) of \($1) images") }
      Terminal.progress(nil)
      if json {
        Terminal.print(result.report.jsonLines)
      } else if countsOnly {
        Terminal.print(result.report.countsOnly)
      } else {
        Terminal.print("\(result.title)\n\n\(result.report.text)")
      }
      if result.status != .done { throw ExitCode(result.status.rawValue) }
    }
  }
}
