import Artifacts
import Audit
import Datasets
import DifferentialPrivacy
import Foundation
import Learning
import ModelUpdate
import Rounds
import Testing

@testable import Node

/// Census and evaluation: rounds of the same protocol, with real nodes.
@Suite struct CountRoundsTests {
  private static let exact = """
    [census]
    noise = "none"

    [evaluation]
    every = 2
    held_out = 0.3
    bins = 10
    noise = "none"
    """
  private static let noisy = exact.replacing(#"noise = "none""#, with: "noise_multiplier = 0.5")

  private func hospital(_ trial: Trial, _ id: String) throws -> Hospital {
    try Hospital.open(
      StateLocation(directory: trial.shared, id: id, state: trial.state(id)))
  }

  private func result(_ trial: Trial, _ round: Int) throws -> ResultDocument {
    let leader = try #require(trial.leader(of: round))
    return try trial.decode(ResultDocument.self, trial.path(leader, round, "result.json"))
  }

  private func records(_ trial: Trial, _ plan: Plan) throws -> [LocalRecords] {
    let session = try trial.session()
    return try trial.ids.map { id in
      let dataset = try ExampleLoader(hospital: hospital(trial, id), plan: plan).load { _ in }
      return try LocalRecords(dataset, plan: plan, session: session)
    }
  }

  /// Without noise the released sums are the true ones of all hospitals together.
  @Test func exactCountsAreThoseOfAllHospitals() throws {
    let trial = try Trial(TrialPlan(rounds: 3, counts: Self.exact))
    #expect(failure { try trial.foundUpToApproval() }?.status == .usage)
    try trial.start(acceptsNoNoise: true)
    #expect(failure { try trial.approve("h2") }?.status == .usage)
    for id in trial.ids.dropFirst() {
      let text = try trial.approve(id, acceptsNoNoise: true)
      #expect(text.contains("NO NOISE in census, evaluation"))
    }
    try trial.runAll(through: 6)
    let plan = try PlanFile.load(trial.root + "/plan.toml")
    let arithmetic = try RoundArithmetic(plan)
    let local = try records(trial, plan)
    let keeper = try hospital(trial, "h1")
    let closed = try result(trial, 6)
    let model = try keeper.model(of: closed, plan: plan)

    let census = try #require(arithmetic.census(in: model))
    #expect(census.round == 1 && census.noise == 0)
    let counts = (0..<3).map { label in
      local.reduce(0) { $0 + $1.classes.count { $0 == label } }
    }
    #expect(census.classCounts == counts.map(Double.init))

    // The evaluation of round 6 measured the model after round 5.
    let before = try PublishedModel(
      folder: SharedFolders.open(trial.shared),
      manifest: try #require(try keeper.pinnedManifest()), key: keeper.sealing
    ).read(round: 5)
    let learner = try Learner(plan.model)
    var matrix = ConfusionMatrix(classes: 3)
    for one in local {
      #expect(!one.heldOut.isEmpty && !one.training.isEmpty)
      let used = one.heldOut.flatMap { $0 }
      #expect(Set(used).isDisjoint(with: one.training.flatMap { $0 }))
      let evaluation = try learner.evaluate(
        parameters: try #require(before).model.parameters, examples: one.examples, indices: used)
      for truth in 0..<3 {
        for prediction in 0..<3 {
          for _ in 0..<evaluation.matrices[0].counts[truth * 3 + prediction] {
            matrix.add(truth: truth, prediction: prediction)
          }
        }
      }
    }
    let evaluation = try #require(arithmetic.evaluation(in: model))
    #expect(evaluation.round == 6 && evaluation.records == Double(matrix.total))
    #expect(evaluation.accuracy == matrix.accuracy)
    #expect(abs(try #require(evaluation.balancedAccuracy) - matrix.balancedAccuracy) < 1e-12)

    let report = try ConsortiumAuditor(directory: trial.shared, session: nil, keyFile: nil)
      .audit(.all)
    #expect(report.verdict.exitCode == 0, "\(report.text)")
    #expect(report.findings.filter { $0.code == .noise }.compactMap(\.round) == [1, 4, 6])
    #expect(report.text(isColoured: true).contains("\u{1b}[31mnote round-4     noise"))
    #expect(report.text.contains("3 rounds without noise are not in it"))
    let status = try trial.status("h2").text
    #expect(status.contains("NO NOISE") && status.contains("round 6: evaluation on about"))
  }

  /// A restart that abandons the census says before it is signed, and afterwards to everybody, what
  /// is lost with it.
  @Test func aCensusThatIsAbandonedIsMissed() throws {
    let trial = try Trial(TrialPlan(rounds: 3, counts: Self.noisy))
    try trial.foundCompletely()
    try trial.run("h1")
    func restart(_ id: String, _ members: [String] = []) throws -> String {
      try RestartConsortium(
        directory: trial.shared, id: id, state: trial.state(id), members: members, excludes: [],
        accepted: nil
      ).run()
    }
    for id in ["h2", "h3"] { try trial.run(id) }
    // Nobody has closed round 1: its census goes with it.
    for id in trial.ids { _ = try restart(id) }
    let said = try restart("h1", trial.ids)
    #expect(said.contains("LOST       round 1, the census: it is not repeated"), "\(said)")
    for _ in 0..<2 { for id in trial.ids { try trial.run(id) } }
    let status = try trial.status("h2").text
    #expect(status.contains("round 1: no census: it is not repeated"), "\(status)")
    let report = try ConsortiumAuditor(
      directory: trial.shared, session: nil, keyFile: trial.state("h1") + "/secrets/sealing"
    ).audit(.all)
    #expect(
      report.findings.contains {
        $0.word == .note && $0.code == .restart && $0.message.contains("the plan's census")
      }, "\(report.text)")
  }

  /// With noise every kind is charged, and the audit recomputes all of it.
  @Test func noisyCountsAreCharged() throws {
    let trial = try Trial(TrialPlan(rounds: 3, counts: Self.noisy))
    try trial.foundCompletely()
    let log = try StandardError.lines(about: trial.ids) { try trial.runAll(through: 6) }
    #expect(log.contains { $0.contains("h1 round 1: census: about ") }, "\(log)")
    #expect(log.contains { $0.contains("h1 round 4: evaluation on about ") }, "\(log)")
    let kinds = try (1...6).map { try #require(try result(trial, $0).ledger.first).kind }
    #expect(
      kinds == [.census, .training, .training, .evaluation, .training, .evaluation])
    let keeper = try hospital(trial, "h2")
    #expect(try keeper.charges.entries().map(\.charge.kind) == kinds)
    let sizes = try (1...6).map { round in
      try #require(trial.read(trial.path("h1", round, "masked.sealed"))).count
    }
    #expect(sizes[1] == sizes[2] && sizes[3] == sizes[5] && Set(sizes).count == 3)
    let report = try ConsortiumAuditor(
      directory: trial.shared, session: nil, keyFile: trial.state("h1") + "/secrets/sealing"
    ).audit(.all)
    #expect(report.verdict.exitCode == 0, "\(report.text)")
    #expect(report.findings.filter { $0.code == .release }.compactMap(\.round) == [1, 4, 6])
    #expect(!report.findings.contains { $0.code == .noise })
  }

  /// A census standardises the numeric columns of a table, in the same way everywhere.
  @Test func aCensusStandardisesTables() throws {
    let trial = try Trial(
      TrialPlan(rounds: 1, isTable: true, counts: "[census]\nnoise = \"none\""))
    try trial.foundUpToApproval(acceptsNoNoise: true)
    for id in trial.ids.dropFirst() { try trial.approve(id, acceptsNoNoise: true) }
    try trial.runAll(through: 2)
    let plan = try PlanFile.load(trial.root + "/plan.toml")
    let local = try records(trial, plan)
    let keeper = try hospital(trial, "h1")
    let model = try keeper.model(of: result(trial, 2), plan: plan)
    let census = try #require(try RoundArithmetic(plan).census(in: model))
    let layout = try RoundArithmetic(plan).censusLayout
    let standardisation = census.standardisation
    let moments = standardisation.moments
    #expect(moments.map(\.input) == layout.numericInputs && !moments.isEmpty)
    for moment in moments {
      var means: [Double] = []
      for one in local {
        let size = one.examples.shape[0]
        for record in one.all {
          let values = record.map { Double(one.examples.features[$0 * size + moment.input]) }
          means.append(values.reduce(0, +) / Double(values.count))
        }
      }
      #expect(abs(moment.mean - means.reduce(0, +) / Double(means.count)) < 1e-3)
      let scaled = try local[0].examples.standardised(by: standardisation, missing: [])
      let raw = local[0].examples.features[moment.input]
      #expect(
        abs(Double(scaled.features[moment.input]) - (Double(raw) - moment.mean) / moment.deviation)
          < 1e-4)
    }
  }

  /// A hospital's own cap looks at what the next round really costs.
  @Test func theCapCountsEveryKind() throws {
    let trial = try Trial(TrialPlan(rounds: 3, counts: Self.noisy))
    try trial.foundUpToApproval()
    let arithmetic = try RoundArithmetic(PlanFile.load(trial.root + "/plan.toml"))
    let roster = Roster(members: [:], c: 1, t: 3, m: 3)
    var ledger = Ledger()
    for round in 1...3 {
      ledger.append(
        try arithmetic.charge(
          roster, members: 3, kind: arithmetic.schedule.kind(of: round), present: 3))
    }
    // Enough for three rounds, not for the evaluation after them.
    let cap = ledger.epsilon(delta: 1e-5, against: .coalition).epsilon * 1.001
    try trial.approve("h2", maxEpsilon: cap)
    try trial.approve("h3")
    for call in 0..<60 { try trial.run(trial.ids[call % 3]) }
    #expect(trial.closedRound("h2") == 3)
    let masked = try trial.decode(
      Statement<MaskedBody>.self, trial.path("h2", 3, "masked.json"))
    #expect(masked.body.leave)
    #expect(!trial.exists(trial.path("h2", 4, "masked.json")))
  }
}
