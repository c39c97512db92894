import Artifacts
import Audit
import Datasets
import Foundation
import Learning
import Rounds
import Testing

@testable import Node

/// Tables as hospitals have them, with real nodes: missing values, their own codes for them, other
/// orders of columns.
@Suite struct MissingValuesTests {
  private static let data = """
    [data]
    classes = ["no", "yes"]
    [data.table]
    label = "ill"
    most_missing = 0.5
    feature = [
      { column = "age", low = 20, high = 90, unit = "years" },
      { column = "chol", low = 100, high = 500, unit = "mg/dl", missing_values = ["0"], missing_indicator = true },
      { column = "slope", values = ["1", "2"] },
      { column = "ca", low = 0, high = 3, missing_values = ["-9"] },
      { column = "sex", values = ["f", "m"] },
    ]
    """

  /// One hospital's rows: age, cholesterol, slope, vessels, sex, class.
  private static func rows(_ hospital: Int) -> [[String]] {
    (0..<30).map { row in
      let age = 20 + (7 * row + 13 * hospital) % 71
      // h3 measures neither; h2 writes 0 or nothing where it does not know the cholesterol.
      let chol = hospital == 2 ? "0" : row % 5 == 0 ? ["0", "NA"][row % 2] : "\(150 + 9 * row)"
      let slope = hospital == 0 && row % 2 == 0 ? "\(1 + row % 4 / 2)" : ""
      let ca = hospital == 1 ? "\(row % 4)" : ["-9", "-9.0", "?"][row % 3]
      return [
        "\(age)", chol, slope, ca, row % 2 == 0 ? "f" : "m", age > 55 ? "yes" : "no",
      ]
    }
  }

  /// The same rows as each hospital lays them out.
  private static func csv(_ hospital: Int) -> String {
    let names = ["age", "chol", "slope", "ca", "sex", "ill"]
    let order = [[0, 1, 2, 3, 4, 5], [5, 3, 4, 0, 2, 1], [2, 5, 1, 4, 3, 0]][hospital]
    let lines = [names] + rows(hospital)
    return lines.map { line in
      (order.map { line[$0] } + (hospital == 2 ? ["x"] : [])).joined(separator: ",") + "\n"
    }.joined()
  }

  private func trial(_ noise: String) throws -> Trial {
    var plan = TrialPlan(rounds: 1, isTable: true)
    plan.counts = "[census]\n\(noise)"
    let trial = try Trial(plan)
    try trial.write(
      plan.text.replacing(PatientTable.plan, with: Self.data), to: trial.root + "/plan.toml")
    for (index, id) in trial.ids.enumerated() {
      try trial.write(Self.csv(index), to: trial.data(id))
    }
    return trial
  }

  private func hospital(_ trial: Trial, _ id: String) throws -> Hospital {
    try Hospital.open(StateLocation(directory: trial.shared, id: id, state: trial.state(id)))
  }

  private func census(_ trial: Trial, _ plan: Plan) throws -> CensusRelease {
    let leader = try #require(trial.leader(of: 2))
    let result = try trial.decode(ResultDocument.self, trial.path(leader, 2, "result.json"))
    let model = try hospital(trial, "h1").model(of: result, plan: plan)
    return try #require(try RoundArithmetic(plan).census(in: model))
  }

  /// Mean and deviation are those of the values that exist, and a missing one becomes the mean.
  @Test func theCensusKnowsWhatIsMissing() throws {
    let trial = try trial("noise = \"none\"")
    try trial.found()
    let joined = try trial.join("h2")
    #expect(joined.contains("  chol   100 to 500 mg/dl; unknown: empty or 0; one more input says"))
    try trial.join("h3")
    try trial.admit()
    let started = try trial.start(acceptsNoNoise: true)
    #expect(started.contains("columns missing in more than 50 % of all records are left out"))
    #expect(started.contains("  age    20 to 90 years"))
    for id in ["h2", "h3"] { try trial.approve(id, acceptsNoNoise: true) }
    try trial.runAll(through: 2)
    let plan = try PlanFile.load(trial.root + "/plan.toml")
    let census = try census(trial, plan)
    let all = (0..<3).flatMap(Self.rows)

    // Slope is there in 15 of 90 records, ca in 30, chol in 48.
    let standardisation = census.standardisation
    #expect(standardisation.dropped == [3..<5, 5..<6])
    #expect(standardisation.moments.map(\.input) == [0, 1])
    for (moment, column, low, high) in [
      (standardisation.moments[0], 0, 20.0, 90.0), (standardisation.moments[1], 1, 100, 500),
    ] {
      let values = all.compactMap { Double($0[column]) }.filter { $0 != 0 }
        .map { (min(max($0, low), high) - low) / (high - low) }
      let mean = values.reduce(0, +) / Double(values.count)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
      #expect(abs(moment.mean - mean) < 1e-3)
      #expect(abs(moment.deviation - variance.squareRoot()) < 2e-3)
    }
    for (index, id) in trial.ids.enumerated() {
      let dataset = try ExampleLoader(hospital: hospital(trial, id), plan: plan).load { _ in }
      let records = try LocalRecords(dataset, plan: plan, session: trial.session())
      let used = try records.examples.standardised(by: standardisation, missing: records.missing)
      for (row, cells) in Self.rows(index).enumerated() {
        let inputs = Array(used.features[row * 8..<row * 8 + 8])
        let isUnknown = Double(cells[1]).map { $0 == 0 } ?? true
        #expect((inputs[1] == 0) == isUnknown && inputs[2] == (isUnknown ? 1 : 0))
        #expect(inputs[3...5] == [0, 0, 0])
        #expect(inputs[6...] == (cells[4] == "f" ? [1, 0] : [0, 1]))
      }
    }
  }

  /// With noise all can read which columns were left out, and the audit recomputes it.
  @Test func theReleaseSaysWhatIsLeftOut() throws {
    let trial = try trial("noise_multiplier = 0.3")
    try trial.foundCompletely()
    let log = try StandardError.lines(about: trial.ids) { try trial.runAll(through: 2) }
    // Noise may put another column before or after it, never take this one away.
    func says(_ text: String) -> Bool {
      guard let start = text.range(of: "; left out, missing in more than 50 % of the records: ")
      else { return false }
      return text[start.upperBound...].prefix { $0 != "\n" }.contains("slope (")
    }
    #expect(log.contains { $0.contains("h2 round 1: census: about ") && says($0) })
    #expect(says(try trial.status("h3").text))
    let report = try ConsortiumAuditor(
      directory: trial.shared, session: nil, keyFile: trial.state("h1") + "/secrets/sealing"
    ).audit(.all)
    #expect(report.verdict.exitCode == 0, "\(report.text)")
    #expect(report.findings.contains { $0.code == .release && says($0.message) })
  }

  private static let heart = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("shared/data/heart-disease").path

  /// Four real hospitals' files as they lie, by the preset, with fewer rounds.
  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: heart),
      "../shared/data/heart-disease is not there"))
  func fourHospitalsTrainOnTheirOwnFiles() throws {
    let ids = ["cleveland", "hungarian", "switzerland", "va"]
    let trial = try Trial(TrialPlan(isTable: true), ids: ids)
    let text = try PlanPreset.heartDisease.plan()
      .replacing("rounds = 20", with: "rounds = 4")
      .replacing("learning_rate = 1.0", with: "learning_rate = 4.0")
      .replacing("\nnoise_multiplier = 5.0", with: "\nnoise = \"none\"")
      .replacing(
        "\n# every = 20", with: "\n[evaluation]\nevery = 4\nheld_out = 0.3\nnoise = \"none\"")
    try trial.write(text, to: trial.root + "/plan.toml")
    for id in ids {
      try FileManager.default.removeItem(atPath: trial.data(id))
      try FileManager.default.copyItem(atPath: "\(Self.heart)/\(id).csv", toPath: trial.data(id))
    }
    try trial.foundUpToApproval(acceptsNoNoise: true)
    for id in ids.dropFirst() { try trial.approve(id, acceptsNoNoise: true) }
    let log = try StandardError.lines(about: ids) { try trial.runAll(through: 6) }
    let census =
      "va round 1: census: about 920 records: 0: 411, 1: 509 (exact, no noise); left out, missing in "
      + "more than 60 % of the records: ca (66 %)"
    #expect(log.contains { $0.contains(census) }, "\(log)")
    let plan = try PlanFile.load(trial.root + "/plan.toml")
    let result = try trial.decode(
      ResultDocument.self, trial.path(try #require(trial.leader(of: 6)), 6, "result.json"))
    let model = try hospital(trial, "va").model(of: result, plan: plan)
    let area = try RoundArithmetic(plan).evaluation(in: model)?.areaUnderCurve(1)
    #expect(try #require(area) > 0.75)
  }
}
