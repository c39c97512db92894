import ArgumentParser
import Node

/// `doctor`: whether a hospital's node can work here, and what to do if not.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look whether this hospital's node can work here, and say what to do if not.",
    discussion: """
      Works before 'join' and beside a running node; run it as the node's account. It reads, takes \
      no lock, and writes nothing but a small file under a temporary name in this hospital's own \
      folder, which it removes at once and everybody passes over.

      Each line says 'ok', 'note' (somebody should look), 'FAIL' (the node would end) or 'skip' (not \
      looked at, and why).

      EXIT CODES
        0\tnothing to do
        1\tthere is a note
        64 to 78\tthere is a FAIL: what the node would end with for the first one
      """)

  @OptionGroup var directory: DirectoryOption
  @OptionGroup var view: ViewOption

  @Flag(help: "Print JSON lines: one object for each finding, then the verdict.")
  var json = false

  func run() throws {
    try Terminal.guarded {
      let report = try Doctor(
        directory: directory.resolved, id: view.id, state: view.state
      ).look()
      Terminal.print(json ? report.json.joined(separator: "\n") : report.text)
      if report.code != 0 { throw ExitCode(report.code) }
    }
  }
}
