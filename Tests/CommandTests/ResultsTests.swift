import Foundation
import Testing

/// docs/results.md can be repeated: its commands run as they are written.
@Suite struct ResultsTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../..").standardizedFileURL.path
  private static let hasData = FileManager.default.fileExists(
    atPath: root + "/../shared/data/heart-disease")

  /// The commands of the document, continued lines joined.
  private func commands(_ name: String = "compare") throws -> [[String]] {
    try String(contentsOfFile: Self.root + "/docs/results.md", encoding: .utf8)
      .replacing("\\\n", with: " ")
      .split(separator: "\n")
      .filter { $0.hasPrefix("$ decaph-node \(name) ") }
      .map { $0.split(separator: " ").dropFirst(2).map(String.init) }
  }

  /// Every plan is one that its hospitals can carry out.
  @Test func everyPlanIsThereAndGood() throws {
    let commands = try commands() + commands("attack")
    #expect(commands.count >= 5)
    for command in commands {
      let place = try #require(command.firstIndex(of: "--plan"))
      let check = try Program.node.run(
        ["plan", "check", command[place + 1], "--hospitals", "4"], in: Self.root)
      #expect(check.status == 0, "\(check.errors)")
    }
  }

  /// The fast one, with the first of its seeds and one epsilon.
  @Test(.enabled(if: hasData, "no ../shared/data beside the repository"))
  func heartDiseaseIsLearned() throws {
    struct Report: Decodable {
      struct Arm: Decodable {
        let kind: String
        let values: [String: [Double]]
      }
      let arms: [Arm]
    }
    var command = try #require(
      try commands().first { $0.contains("docs/results/heart-disease.toml") })
    let seeds = try #require(command.firstIndex(of: "--seeds"))
    command[seeds + 1] = "1"
    let epsilons = try #require(command.firstIndex(of: "--epsilons"))
    command[epsilons + 1] = "2"
    let result = try Program.node.run(command + ["--json"], in: Self.root)
    #expect(result.status == 0, "\(result.errors)")
    let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
    #expect(report.arms.count { $0.kind == "alone" } == 4)
    for arm in report.arms where arm.kind == "decaph" || arm.kind == "collaborative" {
      #expect((arm.values["auroc"]?.first ?? 0) > 0.8, "\(arm)")
    }
  }

  /// With few models the curve is rough, but without privacy the attack sees something.
  @Test(.enabled(if: hasData, "no ../shared/data beside the repository"))
  func heartDiseaseIsAttacked() throws {
    struct Report: Decodable {
      struct Arm: Decodable {
        struct Attack: Decodable { let area: Double }
        let kind: String
        let attacks: [Attack]
      }
      let arms: [Arm]
    }
    var command = try #require(
      try commands("attack").first { $0.contains("docs/results/heart-disease.toml") })
    for (option, value) in [("--models", "16"), ("--epsilons", "1")] {
      command[try #require(command.firstIndex(of: option)) + 1] = value
    }
    if let html = command.firstIndex(of: "--html") { command.removeSubrange(html...html + 1) }
    let result = try Program.node.run(command + ["--json"], in: Self.root)
    #expect(result.status == 0, "\(result.errors)")
    let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
    func best(_ kind: String) -> Double? {
      report.arms.first { $0.kind == kind }?.attacks.map(\.area).max()
    }
    let (open, closed) = try (#require(best("collaborative")), #require(best("decaph")))
    #expect(open > 0.53 && closed < open, "\(open) \(closed)")
  }
}
