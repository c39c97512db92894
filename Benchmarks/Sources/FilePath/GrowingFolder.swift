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
    var closed = 0
    for mark in options.marks {
      let (wall, runs) = try consortium.close(rounds: mark - closed, poll: 0.05)
      Table.line(
        "\(mark) rounds: each round since \(closed), three services",
        Table.time(wall / Double(mark - closed)))
      Table.line("  peak memory of a service", Table.size(runs.map(\.peak).max() ?? 0))
      closed = mark + (try ticks(at: mark))
    }
  }

  /// Ticks at a mark.
  ///
  /// - Returns: how many rounds they have closed.
  private func ticks(at mark: Int) throws -> Int {
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
    return 0
  }
}
