import Artifacts
import Datasets
import DifferentialPrivacy
import Foundation
import Learning
import ModelUpdate
import Rounds
import SharedFolder
import Sodium

/// `simulate PLAN`: a whole plan on real data in one process, with the nodes' own sessions.
///
/// Keys, masks, vectors, sums, files and account are those of nodes; states and shared directory lie
/// in memory, and time is simulated, so nobody waits. Everything follows from the seed: nothing here
/// is protected.
public struct PlanSimulation {
  private let options: PlanSimulationOptions
  private let note: (String) -> Void

  /// Prepares.
  ///
  /// - Parameter note: told what a person should know, a line each.
  public init(_ options: PlanSimulationOptions, note: @escaping (String) -> Void) {
    (self.options, self.note) = (options, note)
  }

  /// Runs the plan.
  ///
  /// - Throws: `NodeError`: 65 and 66 for plan and data, 75 where Ctrl-C ended it.
  public func run() throws -> PlanSimulationReport {
    let read = try PlanFile.read(options.plan)
    guard read.plan.trainer == nil else { throw NodeError.computedByTrainer }
    var plan = read.plan
    // What is waited for comes in a minute or never, as the faults of the simulator do.
    plan.rounds.patience = SimulatedFounding.patience
    try check(plan)
    let data = try ComparisonData(options.division, plan: plan)
    for text in data.notes { note(text) }
    let division = try data.division(seed: options.seed)
    let copy = try options.directory.map(PublishedCopy.init)
    let sources = division.hospitals.map { RememberedVectors($0) }
    let cast = SimulatedCast(
      plan: plan, start: read.start?.file, sources: sources, last: options.rounds,
      mirror: copy)
    let start = ContinuousClock.now
    let (simulation, outcome) = try InsecureRandomness.withInsecureSeed(options.seed) {
      let simulation = try Simulation(
        cast, seed: options.seed, faults: options.faults,
        random: SeededGenerator(seed: options.seed))
      return (simulation, try complete(simulation, of: RoundSchedule(plan).lastRound))
    }
    let seconds = start.duration(to: .now) / .seconds(1)
    try copy?.write(key: simulation.processes[0]?.hospital.sealing)
    let training = sources.reduce(Duration.zero) { $0 + $1.time } / .seconds(1)
    return PlanSimulationReport(
      plan: plan, seed: options.seed,
      hospitals: zip(data.hospitals, division.hospitals).map {
        PlanSimulationReport.Hospital(name: $0, examples: $1.count)
      }, test: division.test.count,
      course: PlanSimulationReport.Course(
        simulation, outcome, faults: options.faults, epsilon: try epsilon(simulation)),
      scores: try scores(simulation, on: division.test), seconds: seconds, training: training,
      folder: copy?.shared, key: copy?.key)
  }

  /// Refuses what cannot be carried out, or does not fit into memory.
  private func check(_ plan: Plan) throws {
    let members = options.division.hospitals
    // What the model needs and is not installed is told before anything begins.
    _ = try Learner(plan.model, workers: 1)
    do {
      try RoundArithmetic(plan).check(members: members)
      try PlanFitness(plan).check(members: members)
      let bytes = try RoundSizes(plan, members: members).shared(after: 0, rounds: options.rounds)
      let memory = Int(ProcessInfo.processInfo.physicalMemory)
      guard bytes < memory / 2 else {
        throw NodeError(
          .badData,
          "the files of these rounds are \(ByteText.of(bytes)), and they lie in memory, of which "
            + "there are \(ByteText.of(memory))", remedy: "give fewer --rounds or --hospitals")
      }
    } catch let error as Rejection {
      throw NodeError(.badData, error.message, remedy: "check the plan and --hospitals")
    }
  }

  private func complete(_ simulation: Simulation, of last: Int) throws -> Simulation.Report {
    let stop = StopSignal()
    let line = ProgressLine(isEnabled: true)
    defer { _ = line.show("") }
    return try simulation.complete { round in
      guard !stop.isSet else {
        throw NodeError(
          .tryLater, "the simulation was stopped", remedy: "start it again")
      }
      _ = line.show("round \(round) of \(min(last, options.rounds ?? last))")
    }
  }

  /// The dearest hospital's own account.
  private func epsilon(_ simulation: Simulation) throws -> Double {
    try simulation.processes.compactMap { process in
      try process.map {
        try PrivacyPurse(hospital: $0.hospital, plan: simulation.cast.plan).epsilon
      }
    }.max() ?? 0
  }

  /// How the last model does on the common test set.
  private func scores(_ simulation: Simulation, on test: Dataset) throws -> TestScores? {
    guard let model = try simulation.processes[0]?.session?.keeper.model else { return nil }
    let plan = simulation.cast.plan
    let records = try LocalRecords(test, plan: plan, session: .zero)
    let examples = try LocalTrainer(records, plan: plan, isPadded: false)
      .examples(for: model, RoundArithmetic(plan))
    return try TestScores(model.parameters, on: examples, learner: Learner(plan.model))
  }
}
