import Datasets
import Foundation
import TestFolders
import Testing

@testable import Node

/// A whole comparison on made-up tables and radiographs.
@Suite struct ComparisonTests {
  /// Three hospitals' tables in a folder of their own, in which age decides.
  private final class Tables {
    let root = TemporaryFolders.path + "/decaph-compare-\(UUID().uuidString)"
    var paths: [String] { ["north", "south", "west"].map { "\(root)/\($0).csv" } }
    var plan: String { root + "/plan.toml" }

    init() throws {
      try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
      var random = SeededGenerator(seed: 11)
      for path in paths {
        var text = "age,sex,disease\n"
        for _ in 0..<200 {
          let age = 20 + random.below(71)
          text += "\(age),\(random.below(2) == 0 ? "f" : "m"),"
          text += (20 + random.below(71) < age ? "yes" : "no") + "\n"
        }
        try text.write(toFile: path, atomically: true, encoding: .utf8)
      }
      try TrialPlan(rounds: 30, samplingRate: 0.3, isTable: true).text
        .replacing("patient = \"who\"\n", with: "")
        .replacing("nominal_records = 90", with: "nominal_records = 480")
        .replacing("learning_rate = 0.1", with: "learning_rate = 0.5")
        .write(toFile: plan, atomically: true, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    func report(
      _ data: [String], hospitals: Int? = nil, arms: String, seeds: Int = 1, points: Int = 0
    ) throws -> ComparisonReport {
      try Comparison(
        ComparisonOptions(
          plan: plan,
          division: DivisionOptions(data: data, hospitals: hospitals, scheme: "uniform"),
          seeds: seeds, firstSeed: 1, epsilons: "8", arms: arms, plainRate: nil, points: points),
        note: { _ in }
      ).run()
    }
  }

  /// Measuring along the way changes nothing, and ends where the arm ends.
  @Test func curvesEndWhereTheTableIs() throws {
    let tables = try Tables()
    let plain = try tables.report(tables.paths, arms: "pooled,local,decaph", seeds: 2)
    let report = try tables.report(tables.paths, arms: "pooled,local,decaph", seeds: 2, points: 4)
    for (arm, without) in zip(report.arms, plain.arms) {
      let curve = try #require(arm.curve)
      #expect(without.curve == nil)
      #expect(curve.rounds.count == 4 && curve.rounds.last == report.rounds)
      for measure in Measure.allCases {
        let spreads = curve.spreads(measure)
        #expect(spreads.last == arm.spread(measure) && spreads.last == without.spread(measure))
        #expect(Set(spreads.map(\.mean)).count > 1, "\(arm.name)")
      }
    }
    let page = ComparisonPage(report).text
    #expect(page.components(separatedBy: " along the rounds</h2>").count == 4)
    #expect(page.components(separatedBy: "class=\"band ").count == 1 + 3 * 3)
    #expect(!ComparisonPage(plain).text.contains("along the rounds"))
  }

  /// Student's t, from the tables.
  @Test(arguments: [
    Case(values: [1, 2, 3], half: 2.4843), Case(values: [0.5, 0.5, 0.5], half: 0),
    Case(values: [7], half: 0), Case(values: (0..<31).map { Double($0 % 2) }, half: 0.18634),
  ])
  func confidenceOfAMean(_ one: Case) {
    #expect(abs(Spread(one.values).confidence - one.half) < 5e-4)
  }

  /// Values, and half the width of the interval of their mean.
  struct Case: Sendable {
    let values: [Double]
    let half: Double
  }

  @Test func armsLearnAndSaySo() throws {
    let tables = try Tables()
    let report = try tables.report(tables.paths, arms: "all", seeds: 2)
    #expect(report.hospitals == ["north", "south", "west"])
    #expect(report.records.allSatisfy { $0.count == 3 && $0.allSatisfy { (155...165) ~= $0 } })
    #expect(report.testExamples.allSatisfy { (115...125) ~= $0 })
    #expect(
      report.arms.map(\.kind) == [.alone, .alone, .alone, .pooled, .collaborative, .local, .decaph])
    // Age alone tells as much as it does in this table; chance is one half.
    for arm in report.arms where arm.kind != .local {
      let area = arm.spread(.auroc)
      #expect(area.values.count == 2 && area.mean > 0.75, "\(arm.name): \(area)")
      #expect((arm.epsilon == nil) == (arm.kind != .decaph))
    }
    let private_ = try #require(report.arms.last)
    #expect(try #require(private_.epsilon) <= 8)
    let mean = report.rows[3].spread(.auroc).mean
    #expect(report.rows[3].name == "alone, mean")
    #expect(abs(mean - report.arms.prefix(3).reduce(0) { $0 + $1.spread(.auroc).mean } / 3) < 1e-12)
  }

  /// The same seeds give the same numbers, and other arms beside an arm do not change it.
  @Test func aComparisonCanBeRepeated() throws {
    let tables = try Tables()
    let all = try tables.report(tables.paths, arms: "collaborative,decaph,local")
    let alone = try tables.report(tables.paths, arms: "decaph")
    #expect(alone.arms.count == 1)
    for measure in Measure.allCases {
      #expect(try #require(all.arms.last).spread(measure) == alone.arms[0].spread(measure))
    }
  }

  @Test func oneCollectionIsSplit() throws {
    let tables = try Tables()
    let report = try tables.report([tables.paths[0]], hospitals: 4, arms: "decaph")
    #expect(report.hospitals == ["h1", "h2", "h3", "h4"])
    #expect(report.records[0].reduce(0, +) + report.testExamples[0] == 200)
    // The plan promises 480 records.
    #expect(report.mismatch?.contains("nominal_records = 480") == true)
  }

  @Test func thePageNeedsNothingElse() throws {
    let tables = try Tables()
    let text = try String(contentsOfFile: tables.plan, encoding: .utf8)
      .replacing("title = \"trial\"", with: "title = \"<b>&\"")
    try text.write(toFile: tables.plan, atomically: true, encoding: .utf8)
    let report = try tables.report(tables.paths, arms: "collaborative,decaph", seeds: 2)
    let page = ComparisonPage(report).text
    #expect(page.components(separatedBy: "<svg").count == Measure.allCases.count + 1)
    for forbidden in ["<script", "http:", "https:", "src=", "url(", "<b>"] {
      #expect(!page.contains(forbidden), "\(forbidden)")
    }
    #expect(page.contains("&lt;b&gt;&amp;") && page.contains("prefers-color-scheme: dark"))
    let area = report.arms[1].spread(.auroc)
    #expect(page.contains("\(ArmText.three(area.mean)) ± \(ArmText.three(area.deviation))"))
    let table = ComparisonTable(report).text
    #expect(table.contains("DeCaPH, epsilon 8") && !table.contains("alone  "))
  }

  @Test(arguments: [
    ("2,x", "all", 3, 5), ("", "all", 3, 5), ("0", "all", 3, 5), ("2", "none", 3, 5),
    ("2", "", 3, 5), ("2", "all", 1, 5), ("2", "all", 3, 0),
  ])
  func optionsThatMakeNoSenseAre64(
    _ epsilons: String, _ arms: String, _ hospitals: Int, _ seeds: Int
  ) {
    let error = failure {
      _ = try ComparisonOptions(
        plan: "plan.toml", division: DivisionOptions(data: [], hospitals: hospitals),
        seeds: seeds, firstSeed: 1, epsilons: epsilons, arms: arms, plainRate: nil)
    }
    #expect(error?.status == .usage)
  }
}
