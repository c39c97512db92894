import Foundation
import Testing

/// `simulate PLAN` as people and scripts call it, on the built-in radiographs.
@Suite struct SimulateCommandTests {
  private func simulate(_ folder: TinyPlan, _ arguments: [String]) throws -> Program.Result {
    try Program.node.run(["simulate"] + arguments, in: folder.path)
  }

  @Test func whatIsKeptVerifiesWithItsKey() throws {
    let folder = try TinyPlan()
    let result = try simulate(folder, ["plan.toml", "--rounds", "2", "--dir", "kept"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.isEmpty)
    #expect(result.output.contains("rounds     2 full; "))
    #expect(result.output.hasSuffix("audit      verified\n"))
    let audit = try Program.audit.run(
      ["verify", "round-2", "--dir", "kept/shared", "--key", "kept/h1.key"], in: folder.path)
    #expect(audit.status == 0, "\(audit.output)")
    let again = try simulate(folder, ["plan.toml", "--dir", "kept"])
    #expect(again.status == 64 && again.errors.contains("is not empty"))
  }

  /// The plan has three rounds: more than it has cannot be closed, and nothing beyond is audited.
  @Test(arguments: [([], 3), (["--rounds", "9"], 3), (["--rounds", "1"], 1)])
  func theAuditEndsWithTheLastRoundThatWasAskedFor(_ arguments: [String], _ last: Int) throws {
    struct Report: Decodable {
      struct Course: Decodable { let lastRound: Int }
      let course: Course
    }
    let folder = try TinyPlan()
    let result = try simulate(folder, ["plan.toml", "--dir", "kept", "--json"] + arguments)
    #expect(result.status == 0, "\(result.errors)")
    let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
    #expect(report.course.lastRound == last)
  }

  @Test func theResultMayBeJSON() throws {
    struct Report: Decodable {
      struct Course: Decodable {
        let outcomes: [String: Int]
        let epsilon: Double
      }
      let course: Course
      let scores: [String: Double]
    }
    let result = try simulate(TinyPlan(), ["plan.toml", "--json", "--hospitals", "5"])
    #expect(result.status == 0, "\(result.errors)")
    let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
    #expect(report.course.outcomes == ["full": 3] && report.course.epsilon > 0)
    #expect(report.scores["auroc"] != nil)
  }

  @Test(arguments: [
    (["absent.toml"], 66, "there is no plan"),
    (["plan.toml", "--data", "absent"], 66, "there are no data"),
    (["plan.toml", "--faults", "liars"], 64, "cannot be simulated with a plan"),
    (["plan.toml", "--faults", "fire"], 64, "is no fault"),
    (["plan.toml", "--hospitals", "2"], 64, "3 to 12 hospitals"),
    (["plan.toml", "--rounds", "0"], 64, "--rounds"),
    (["--hospitals", "4"], 64, "need a PLAN"),
  ])
  func mistakesAreNamed(_ arguments: [String], _ status: Int32, _ words: String) throws {
    let result = try simulate(TinyPlan(), arguments)
    #expect(result.status == status, "\(result.errors)")
    #expect(result.errors.contains(words))
    #expect(result.output.isEmpty)
  }
}
