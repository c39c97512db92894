import ArgumentParser
import Audit
import Node

/// `demo`: a whole consortium on this machine.
struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Show it all on this machine: hospitals, rounds, audit, result.",
    discussion: """
      Starts one process per hospital on synthetic chest radiographs (or on --data split \
      unevenly), trains within the privacy budget, audits the folder, and says what it learned.
      """)

  @Option(help: "Number of hospitals, 3 to 12.")
  var hospitals = 3
  @Option(help: "Number of rounds; without it, as many as it takes within the budget.")
  var rounds: Int?
  @Option(
    name: .customLong("dir"),
    help: ArgumentHelp(
      "A new folder for everything; without it ./decaph-demo, ./decaph-demo-2 ...",
      valueName: "directory"))
  var directory: String?
  @Option(
    help: ArgumentHelp(
      "Images in class folders, as the Radiography Database lies on disk.", valueName: "path"))
  var data: String?

  func run() throws {
    try Terminal.guarded {
      let options = try Node.Demo.Options(
        hospitals: hospitals, rounds: rounds, directory: directory, data: data)
      let folder = try Node.Demo(options, print: { Terminal.print($0) }).run()
      let report = try ConsortiumAuditor(
        directory: folder.shared, session: nil, keyFile: folder.auditorKey
      ).audit(.all)
      Terminal.print(DemoEnding(folder: folder, report: report).text)
      if report.verdict.exitCode != 0 { throw ExitCode(report.verdict.exitCode) }
    }
  }
}
