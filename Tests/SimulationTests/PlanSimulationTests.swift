import Audit
import Foundation
import TestFolders
import Testing

@testable import Node

/// Whole plans on data in one process.
@Suite struct PlanSimulationTests {
  /// A plan and a place for its files.
  private final class Place {
    let root = TemporaryFolders.path + "/decaph-plan-\(UUID().uuidString)"
    var plan: String { root + "/plan.toml" }

    init(rounds: Int = 6, changed: (String) -> String = { $0 }) throws {
      try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
      let text = """
        title = "trial"

        [data]
        classes = ["COVID", "Normal", "Viral Pneumonia"]

        [data.images]
        side = 16

        [model]
        kind = "logistic"

        [training]
        rounds = \(rounds)
        sampling_rate = 0.5
        nominal_records = 150
        clip_norm = 1.0
        seed = 7

        [training.optimizer]
        kind = "sgd"
        learning_rate = 0.1
        momentum = 0.9

        [privacy]
        noise_multiplier = 1.0
        epsilon = 100.0
        delta = 1e-5

        """
      try changed(text).write(toFile: plan, atomically: true, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    func run(
      hospitals: Int = 4, faults: String = "none", seed: UInt64 = 1, rounds: Int? = nil,
      keeps: Bool = false
    ) throws -> PlanSimulationReport {
      try PlanSimulation(
        PlanSimulationOptions(
          plan: plan, division: DivisionOptions(data: [], hospitals: hospitals), faults: faults,
          seed: seed, rounds: rounds, directory: keeps ? root + "/kept" : nil), note: { _ in }
      ).run()
    }
  }

  @Test func whatItKeepsIsAuditedBitForBit() throws {
    let evaluation = "[evaluation]\nevery = 3\nheld_out = 0.2\nnoise_multiplier = 4.0\n"
    let place = try Place { $0 + evaluation }
    let report = try place.run(keeps: true)
    #expect(report.course.outcomes == ["full": 8])
    #expect(report.course.releases.count == 2)
    #expect(report.course.epsilon > 0 && report.course.injected.isEmpty)
    #expect((0.5...1).contains(report.scores["auroc"] ?? 0))
    let audit = try ConsortiumAuditor(
      directory: try #require(report.folder), session: nil, keyFile: report.key
    ).audit(.all)
    #expect(audit.verdict.exitCode == 0, "\(audit.text)")
    #expect(audit.findings.count { $0.code == .model && $0.word == .ok } >= 8)
  }

  /// Every fault of honest hospitals; with the same seed the same course, and the same model.
  @Test func faultsFollowFromTheSeed() throws {
    let place = try Place(rounds: 12)
    let report = try place.run(faults: "all", seed: 3, keeps: true)
    #expect(report.course.outcomes.values.reduce(0, +) >= 12)
    #expect(report.course.injected.count >= 5, "\(report.course.injected)")
    let audit = try ConsortiumAuditor(
      directory: try #require(report.folder), session: nil, keyFile: report.key
    ).audit(.all)
    #expect(audit.verdict.exitCode == 0, "\(audit.text)")
    let again = try place.run(faults: "all", seed: 3)
    #expect(again.course.injected == report.course.injected && again.scores == report.scores)
    let other = try place.run(faults: "all", seed: 4)
    #expect(other.course.injected != report.course.injected && other.scores != report.scores)
  }

  @Test func someRoundsAreEnoughAndTheBudgetEndsIt() throws {
    #expect(try Place().run(rounds: 2).course.outcomes == ["full": 2])
    // Who was down when others closed a round goes on from their result, and ends with them.
    for seed in 1...4 as ClosedRange<UInt64> {
      let report = try Place().run(faults: "stop,crash,delay", seed: seed, rounds: 4)
      #expect((4...5).contains(report.course.outcomes.values.reduce(0, +)), "\(report.course)")
      #expect(report.course.lastRound == 4)
      #expect(report.course.restarts == 0)
    }
    let poor = try Place { $0.replacing("epsilon = 100.0", with: "epsilon = 7.0") }.run()
    #expect((1..<6).contains(poor.course.outcomes["full"] ?? 0) && poor.course.epsilon <= 7)
    #expect(poor.course.lastRound == poor.course.outcomes["full"])
    #expect(poor.course.ending?.contains("budget") ?? false)
  }

  @Test(arguments: ["liars", "clone,delay", "rollback-state", "nonsense"])
  func faultsThatAPlanCannotHaveAre64(_ faults: String) throws {
    let place = try Place()
    #expect {
      try place.run(faults: faults)
    } throws: {
      ($0 as? NodeError)?.status == .usage
    }
  }
}
