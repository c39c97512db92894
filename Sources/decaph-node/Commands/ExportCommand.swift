import ArgumentParser
import Node

/// `export`: a model leaves its consortium as one file.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the model of a closed round as one file that needs nothing else.",
    discussion: """
      Reads only: it works beside a running node. Before it is written, the model is checked \
      against the digest in the signed chain of results. Models are sealed for members and \
      auditors, so it takes --id on that hospital's machine, or a key file.
      """)

  @OptionGroup var directory: DirectoryOption

  @Option(name: .customLong("id"), help: "The hospital whose private state opens the model.")
  var id: String?

  @Option(
    help: ArgumentHelp(
      "That hospital's private state, if it does not lie in its usual place.",
      valueName: "directory"))
  var state: String?

  @Option(help: ArgumentHelp("A member's or an auditor's sealing key.", valueName: "file"))
  var key: String?

  @Option(
    help: ArgumentHelp(
      "With --key: the expected session, 16 hex digits or more.", valueName: "hash"))
  var session: String?

  @Option(help: "Form of the file: safetensors, which 'predict' reads, or onnx.")
  var format: ExportFormat = .safetensors

  @Option(help: ArgumentHelp("The file to write.", valueName: "file"))
  var out: String

  @Flag(help: "Replace the file if it is there.")
  var force = false

  @Argument(help: "Round: round-12, 12 or latest.")
  var round: String

  func validate() throws {
    if state != nil, id == nil { throw ValidationError("--state needs --id") }
    if session != nil, key == nil { throw ValidationError("--session needs --key") }
  }

  func run() throws {
    try Terminal.guarded {
      Terminal.print(
        try ExportModel(
          directory: directory.resolved, id: id, state: state, keyFile: key, session: session,
          round: round, format: format, out: out, isReplacing: force
        ).run())
    }
  }
}

extension ExportFormat: ExpressibleByArgument {}
