/// Three hospitals and a tiny model, for as many rounds as a folder may ever hold.
struct GrowingFolder {
  private let options: Options
  private let consortium: Consortium

  /// Founds it.
  init(_ options: Options) throws {
    self.options = options
    consortium = try Consortium(
      founding: 3, in: options.place + "/tiny", programs: options.programs,
      model: MeasuredPlan.tiny, layers: options.layers)
  }

  /// Closes rounds up to each mark and measures ticks there.
  func measure() throws {
    for mark in options.marks {
      let closed = try consortium.members.map(consortium.closed).max() ?? 0
      guard mark > closed else { continue }
      let (wall, runs) = try consortium.close(through: mark, poll: 0.05)
      let count = Double(mark - closed)
      Table.line(
        "\(mark) rounds: each round since \(closed), three services", Table.time(wall / count))
      Table.line(
        "  processor time of a service and round",
        Table.time(runs.map(\.cpu).reduce(0, +) / count / Double(consortium.members.count)))
      Table.line("  peak memory of a service", Table.size(runs.map(\.peak).max() ?? 0))
      try ticks(at: mark)
    }
  }

  /// Ticks at a mark: in turn, so that each member's first does what became possible, and its second
  /// finds nothing.
  private func ticks(at mark: Int) throws {
    let members = consortium.members
    // The services may have ended at different points of the round after the mark.
    for member in members { try consortium.tick(member) }
    var (steps, idle): ([ChildRun], [ChildRun]) = ([], [])
    for _ in 0..<options.ticks {
      for member in members {
        steps.append(try consortium.tick(member))
        idle.append(try consortium.tick(member))
      }
    }
    Table.line(
      "\(mark) rounds: a tick that finds nothing", Table.time(Table.median(idle.map(\.wall))),
      "constant")
    Table.line("  processor time", Table.time(Table.median(idle.map(\.cpu))))
    Table.line("  peak memory", Table.size(idle.map(\.peak).max() ?? 0))
    Table.line(
      "\(mark) rounds: a tick with steps of a round",
      Table.time(Table.median(steps.map(\.wall))), "constant")
    Table.line("  processor time", Table.time(Table.median(steps.map(\.cpu))))
    Table.line("  peak memory", Table.size(steps.map(\.peak).max() ?? 0))
  }
}
