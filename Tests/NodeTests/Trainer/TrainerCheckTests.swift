import Artifacts
import Foundation
import Glibc
import Sodium
import Testing

@testable import Node

/// `trainer check`, what a plan may say of a trainer, and the hash of a folder.
@Suite struct TrainerCheckTests {
  private func check(_ table: TrainerTable) throws -> TrainerCheckReport {
    try TrainerCheck(
      plan: table.trial.root + "/plan.toml", data: table.trial.data("h1"),
      options: TrainerOptions(), examples: 5, note: { _ in }
    ).run { _ in }
  }

  @Test(arguments: ["per-example", "trusted-sum"])
  func theTrainerOfTheRepositoryKeepsItsContract(_ answer: String) throws {
    let keys = "command = [\"python3\", \"train.py\"]\nanswer = \"\(answer)\""
    let report = try check(TrainerTable(keys: keys))
    #expect(report.status == .done, "\(report.text)")
    #expect(report.text.contains("same seed, same") && report.text.contains("bit for bit"))
  }

  /// A trainer that centres the inputs of a batch, as batch normalisation does, one that answers
  /// with means, and one that draws at random.
  @Test(arguments: [
    (
      "rows = (",
      "m = sum(features) / len(features)\n    features = [x - m for x in features]\n    rows = ("
    ),
    ("[total])", "[[x / len(labels) for x in total]])"),
    ("errors = [", "import random\n    errors = [random.random() * "),
  ])
  func whatMixesExamplesIsRefused(_ place: String, _ change: String) throws {
    let program = try String(contentsOfFile: TrainerTable.folder + "/train.py", encoding: .utf8)
    #expect(program.contains(place))
    let report = try check(
      TrainerTable(program: program.replacingOccurrences(of: place, with: change)))
    #expect(report.status == .badData && report.text.contains("FAIL"), "\(report.text)")
  }

  /// A trusted trainer that clips every example, and lets a patient with several count several times.
  @Test func aRecordThatCountsSeveralTimesIsRefused() throws {
    let keys = "command = [\"python3\", \"train.py\"]\nanswer = \"trusted-sum\""
    let program = try String(contentsOfFile: TrainerTable.folder + "/train.py", encoding: .utf8)
    let place = "for examples in task[\"records\"]:"
    #expect(program.contains(place))
    let report = try check(
      TrainerTable(
        keys: keys,
        program: program.replacingOccurrences(
          of: place, with: "for examples in [1] * len(labels):")))
    #expect(report.status == .badData, "\(report.text)")
    #expect(report.text.contains("FAIL  the examples of one record together"), "\(report.text)")
  }

  @Test func whatDoesNotBelongTogetherIsSaid() throws {
    func message(_ table: TrainerTable) -> String {
      failure { _ = try PlanFile.load(table.trial.root + "/plan.toml") }?.message ?? "none"
    }
    let evaluation = "[evaluation]\nevery = 1\nheld_out = 0.2\nbins = 5\nnoise_multiplier = 8.0"
    #expect(try message(TrainerTable(tables: evaluation)).contains("cannot be measured here"))
    let late = "command = [\"x\"]\ntime_limit = 9"
    #expect(
      try message(TrainerTable(keys: late, patience: 5)).contains(
        "trainer.time_limit must be at most rounds.patience.masked, which is 5"))
    #expect(try message(TrainerTable(keys: "")).contains("trainer.command is missing"))
    #expect(
      try message(TrainerTable(model: "class_weights = [1, 2]")).contains("class_weights"))
    let table = try TrainerTable()
    let text = try String(contentsOfFile: table.trial.root + "/plan.toml", encoding: .utf8)
    func parsed(_ old: String, _ new: String) -> String {
      failure {
        _ = try PlanFile.parse(
          text.replacingOccurrences(of: old, with: new), file: table.trial.root + "/plan.toml")
      }?.message ?? "none"
    }
    #expect(parsed("start = \"start.safetensors\"", "").contains("start is missing"))
    #expect(parsed("kind = \"trainer\"", "kind = \"mlp\"").contains("needs kind = \"trainer\""))
    #expect(parsed("folder = \"trainer\"", "folder = \"no\"").contains("no folder of a trainer"))
    #expect(parsed("start = ", "frozen = [\"x\"]\nstart = ").contains("no tensor is frozen by 'x'"))
    try FileManager.default.createSymbolicLink(
      atPath: table.trial.root + "/trainer/link", withDestinationPath: "train.py")
    #expect(message(table).contains("link is a link or a special file"))
  }

  /// The hash as stock tools make it; see docs/artifacts.md.
  @Test func theFolderIsHashedAsDocumented() throws {
    let table = try TrainerTable()
    let folder = table.trial.root + "/trainer"
    try FileManager.default.createDirectory(
      atPath: folder + "/a", withIntermediateDirectories: true)
    try table.trial.write("echo\n", to: folder + "/a/run.sh")
    try table.trial.write("b\n", to: folder + "/a.txt")
    chmod(folder + "/a/run.sh", 0o755)
    func line(_ name: String, _ mark: String) throws -> String {
      "\(Digest(hashing: try #require(table.trial.read("\(folder)/\(name)"))).hex) \(mark) \(name)\n"
    }
    let text =
      try "decaph-folder/1\n" + line("a.txt", "-") + line("a/run.sh", "x") + line("train.py", "-")
    #expect(try TrainerFolder(folder).digest == Digest(hashing: Array(text.utf8)))
    chmod(folder + "/a.txt", 0o755)
    #expect(try TrainerFolder(folder).digest != Digest(hashing: Array(text.utf8)))
  }
}
