import Foundation
import TestFolders
import Testing

@testable import Node

/// The whole attack on models that really train.
@Suite struct MembershipAttackTests {
  /// Too few radiographs for so many parameters: without privacy the model knows them by heart.
  @Test func privacyHidesWhoWasThere() throws {
    let plan = TemporaryFolders.path + "/decaph-attack-\(UUID().uuidString).toml"
    defer { try? FileManager.default.removeItem(atPath: plan) }
    try TrialPlan(rounds: 120).text.write(toFile: plan, atomically: true, encoding: .utf8)
    let options = try AttackOptions(
      ComparisonOptions(
        plan: plan, division: DivisionOptions(data: [], hospitals: 3, scheme: "uniform"), seeds: 1,
        firstSeed: 4, epsilons: "1", arms: "collaborative,decaph", plainRate: nil),
      models: 24)
    let report = try MembershipAttack(options, note: { _ in }).run()
    #expect(report.records.reduce(0, +) == 90 && report.models == 24)
    let (open, closed) = (report.arms[0], report.arms[1])
    func area(_ arm: AttackedArm, _ kind: AttackedArm.Attack.Kind) throws -> Double {
      try #require(arm.attacks.first { $0.kind == kind }).area
    }
    for kind in [AttackedArm.Attack.Kind.online, .offline] {
      #expect(try area(open, kind) > 0.75, "\(kind)")
      #expect(try area(closed, kind) < 0.6, "\(kind)")
    }
    #expect(open.epsilon == nil && (closed.epsilon ?? 9) <= 1)
    // 1080 non-members: at 1 % false alarms 11 of them; the bound with some room for chance.
    for attack in closed.attacks {
      #expect(attack.truePositiveAtHundredth <= (report.bound(closed, at: 0.01) ?? 0) + 0.02)
    }
    let text = AttackTable(report).text
    #expect(text.contains("\ncollaborative ") && text.contains("\nDeCaPH, epsilon 1 "))
    let page = AttackPage(report).text
    #expect(page.contains("LiRA, offline") && !page.contains("<script") && !page.contains("nan"))
  }

  /// Kairouz, Oh and Viswanath 2015, at epsilon log 3 and delta 0.
  @Test func theBoundIsThatOfDifferentialPrivacy() throws {
    var report = try JSONDecoder().decode(AttackReport.self, from: Data(Self.empty.utf8))
    let arm = AttackedArm(
      name: "x", kind: .decaph, epsilon: log(3.0), areas: Spread([0.5]), attacks: [])
    #expect(abs((report.bound(arm, at: 0.1) ?? 0) - 0.3) < 1e-12)
    #expect(abs((report.bound(arm, at: 0.7) ?? 0) - 0.9) < 1e-12)
    let open = AttackedArm(
      name: "x", kind: .pooled, epsilon: nil, areas: Spread([0.5]), attacks: [])
    #expect(report.bound(open, at: 0.1) == nil)
    report = try JSONDecoder().decode(AttackReport.self, from: Data(report.json.utf8))
    #expect(report.arms.isEmpty && report.seed == 1)
  }

  private static let empty = """
    {"arms":[],"delta":0,"models":8,"records":[],"seed":1,"testExamples":0,"title":"x",
    "unit":"example"}
    """
}
