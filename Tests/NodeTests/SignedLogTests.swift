import Artifacts
import Foundation
import Node
import Testing

/// `log`: who signed what and when, from the shared directory alone.
@Suite struct SignedLogTests {
  private let trial: Trial

  init() throws {
    trial = try Trial()
    try trial.foundCompletely()
    try trial.runAll(through: 2)
  }

  private func log(
    _ member: String? = nil, rounds: Int = 0, _ format: LogFormat = .text
  ) throws -> (lines: [String], unsigned: Int) {
    try SignedLog(directory: trial.shared, member: member, rounds: rounds).read(format)
  }

  @Test func everyStatementIsAnEventInTheOrderOfTime() throws {
    let (lines, unsigned) = try log()
    let others = ["manifest", "commit", "result", "status"].map { "/\($0).json" }
    let statements = try FileManager.default.subpathsOfDirectory(atPath: trial.shared).filter {
      file in file.hasSuffix(".json") && !others.contains { file.hasSuffix($0) }
    }
    #expect(lines.count == statements.count && unsigned == 0)
    #expect(lines.map { $0.prefix(20) } == lines.map { $0.prefix(20) }.sorted())
    for text in [
      " h1 proposed the plan", " h2 joined", " h3 approved the manifest",
      " h2 round 1: published its masked vector", " h3 round 2: published its shares (unmask-0)",
    ] {
      #expect(lines.count { $0.hasSuffix(text) } == 1, "\(text)")
    }
  }

  @Test func partsAreLinesOfTheWhole() throws {
    let all = try log().lines
    #expect(try log("h2").lines == all.filter { $0.contains(" h2 ") })
    let newest = try log(rounds: 1).lines
    #expect(!newest.isEmpty && Set(newest).isSubset(of: all))
    #expect(!newest.contains { $0.contains("joined") || $0.contains("round 1:") })
    // Empty folders of far rounds hide nothing.
    try FileManager.default.createDirectory(
      atPath: trial.shared + "/h2/round-999999", withIntermediateDirectories: true)
    #expect(try log(rounds: 1).lines == newest)
    let refused = #expect(throws: NodeError.self) { try log("h9") }
    #expect(refused?.status == .usage && refused?.message.contains("h9") == true)
  }

  @Test func jsonNamesTheFile() throws {
    let (lines, _) = try log(nil, .json)
    for line in lines {
      let event = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
      let file = try #require(event["file"])
      #expect(trial.exists("\(trial.shared)/\(file)"))
      let member = try #require(event["member"])
      #expect(event["event"] == "signed" && file.hasPrefix(member + "/"))
    }
    #expect(try lines.count == log().lines.count)
  }

  @Test func aWordAgainstSomebodyIsToldWithItsSubject() throws {
    let patient = try Trial.patient(["h1", "h2", "h3", "h4", "h5"])
    try patient.run(patient.ids, through: 1)
    _ = try ExpelMember(
      directory: patient.shared, id: "h1", state: patient.state("h1"), subject: "h5"
    ).run()
    _ = try RevokeKey(directory: patient.shared, id: "h4", state: patient.state("h4")).run()
    let lines = try SignedLog(directory: patient.shared, member: nil, rounds: 1).read(.text).lines
    for text in [" h1 wants h5 out", " h4 revoked its own key"] {
      #expect(lines.count { $0.hasSuffix(text) } == 1, "\(text): \(lines)")
    }
  }

  /// Nothing of what a liar writes into a signed file reaches a terminal.
  @Test(arguments: ["\u{1B}[2J", "2026-11-27T10:00:00Z h1 round 7: left\n", "", "now"])
  func aTimeThatIsNoneIsNotShown(_ created: String) throws {
    let path = trial.path("h2", 1, "masked.json")
    let said = try trial.decode(Statement<MaskedBody>.self, path).repeated(created: created)
    try trial.plant(trial.signer("h2").sign(said, round: 1, slot: .masked))
    let (lines, unsigned) = try log()
    #expect(unsigned == 1 && !lines.contains { $0.contains("\u{1B}") || $0.contains("round 7") })
    #expect(!lines.contains { $0.hasSuffix(" h2 round 1: published its masked vector") })
  }

  @Test func whatIsNotSignedIsCountedAndNotShown() throws {
    let path = trial.path("h2", 1, "masked.json")
    let text = String(decoding: try #require(trial.read(path)), as: UTF8.self)
    try trial.overwrite(path, Array(text.replacing("\"h2\"", with: "\"h3\"").utf8))
    let (lines, unsigned) = try log()
    #expect(unsigned == 1)
    #expect(!lines.contains { $0.hasSuffix(" h2 round 1: published its masked vector") })
  }
}
