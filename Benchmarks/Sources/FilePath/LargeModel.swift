import ModelUpdate
import Steps

/// Five hospitals on one machine and a model of 548,099 parameters.
struct LargeModel {
  private static let hospitals = 5
  private let options: Options
  private let consortium: Consortium

  /// Founds it.
  init(_ options: Options) throws {
    self.options = options
    consortium = try Consortium(
      founding: Self.hospitals, in: options.place + "/large", programs: options.programs,
      model: MeasuredPlan.dense, layers: options.layers)
  }

  /// Rounds of five services that run at the same time, as wall time; without what five steps of
  /// training take on all cores.
  ///
  /// - Parameter isReported: whether to print it; else rounds are made for the other parts.
  func rounds(isReported: Bool) throws {
    // Start, data, and the first round's files are no part of a round.
    _ = try consortium.close(through: 1, poll: 0.1)
    let count = max(1, options.rounds - 1)
    let (wall, runs) = try consortium.close(through: 1 + count, poll: 0.1)
    guard isReported else { return }
    let training = Double(Self.hospitals) * (try stepTime())
    let each = wall / Double(count)
    Table.line("a round of 5 hospitals, d = 548,099: wall time of everything", Table.time(each))
    Table.line("  of it training: 5 steps of 6 records", Table.time(training))
    Table.line("  a round beside training", Table.time(each - training), "0.5 s")
    Table.line(
      "  processor time of a round, both cores together",
      Table.time(runs.map(\.cpu).reduce(0, +) / Double(count)))
    Table.line("  peak memory of a node", Table.size(runs.map(\.peak).max() ?? 0))
  }

  /// `--once` with nothing to do, at three points of a round.
  func ticks() throws {
    let members = consortium.members
    // Whatever the services left open is brought to one point: the first has published, nobody else.
    for member in members { try consortium.tick(member) }
    let first = members[0]
    try consortium.tick(first)
    try idle(first, "its vector published, others' missing")
    for member in members.dropFirst().dropLast() { try consortium.tick(member) }
    try consortium.tick(first)
    try idle(first, "4 of 5 vectors here")
    try consortium.tick(members[4])
    try consortium.tick(first)
    try idle(first, "all vectors here, shares of others missing")
  }

  private func idle(_ member: String, _ when: String) throws {
    let runs = try (0..<options.ticks).map { _ in try consortium.tick(member) }
    Table.line(
      "a tick without anything to do: \(when)", Table.time(Table.median(runs.map(\.wall))),
      "30 ms")
    Table.line(
      "  processor time", Table.time(Table.median(runs.map(\.cpu))))
    Table.line("  peak memory", Table.size(runs.map(\.peak).max() ?? 0), "40 MB")
  }

  /// The audit with a key of every round that was closed.
  func audit() throws {
    let run = try consortium.audit(["--all"], incomplete: true)
    Table.line(
      "decaph-audit verify --all --key: \(options.rounds) rounds", Table.time(run.wall), "60 s")
    Table.line("  processor time, all cores together", Table.time(run.cpu))
    Table.line("  peak memory", Table.size(run.peak))
  }

  /// Seconds of one hospital's training in a round on all cores: as many records as are sampled on
  /// average.
  private func stepTime() throws -> Double {
    let step = try Step(
      Step.Model(
        name: "measured",
        architecture: .perceptron(
          input: [MeasuredPlan.columns], hidden: MeasuredPlan.hidden, outputs: 2),
        batch: MeasuredPlan.records / 10, target: ""))
    _ = try step.run()
    return try Table.median(
      (0..<15).map { _ in
        let begin = ChildRun.now()
        _ = try step.run()
        return ChildRun.now() - begin
      })
  }
}
