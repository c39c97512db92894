import Artifacts

extension Simulation {
  var closedRounds: Int { invariants.outcomes.values.map(\.round).max() ?? 0 }

  func step(isStorm: Bool) throws {
    let next = min(wakeAt.min() ?? .infinity, transport.nextTime ?? .infinity)
    clock.advance(to: next)
    transport.deliver()
    for index in ids.indices where wakeAt[index] <= clock.seconds {
      wakeAt[index] = clock.seconds + Double.random(in: 25...35, using: &random)
      if sleepsUntil[index] > clock.seconds { continue }
      try tick(index)
      if isStorm, !liars.contains(ids[index]) { try disturb(index) }
    }
  }

  /// One poll of a hospital's node, and of its clone where one runs.
  func tick(_ index: Int) throws {
    if processes[index] == nil { processes[index] = try start(index, disks[index], isNew: false) }
    try run(processes[index]!, index)
    if let clone = clones[index] { try run(clone, index, isClone: true) }
    if let violation = reporters[index].violation { throw violation }
  }

  func run(_ process: SimulatedProcess, _ index: Int, isClone: Bool = false) throws {
    do {
      progress[index] = try process.run()
    } catch {
      if isClone { clones[index] = nil } else { processes[index] = nil }
      if process.crash.hasHappened {
        note("\(ids[index]) crashed")
        sleepsUntil[index] = clock.seconds + Double.random(in: 1...60, using: &random)
        return
      }
      let failure = NodeError(wrapping: error)
      note("\(ids[index])\(isClone ? " clone" : "") ended \(failure.status): \(failure.message)")
      if isClone || liars.contains(ids[index]) { return }
      guard failure.status == .configuration,
        !faults.isDisjoint(with: [.rollbackState, .clone])
      else { throw Invariants.Violation(description: "\(ids[index]): \(failure)") }
      try recover(index)
    }
  }

  /// Gives the next in rank the time to publish what a leader could or may not.
  func publishOutcomes(within seconds: Double) throws {
    let (end, last) = (clock.seconds + seconds, closedRounds)
    while clock.seconds < end, try owes(before: last) { try step(isStorm: false) }
  }

  private func owes(before round: Int) throws -> Bool {
    try ids.indices.contains { index in
      try !liars.contains(ids[index])
        && processes[index]?.hospital.owed().contains { $0.round < round } ?? false
    }
  }

  /// What an administrator does on exit code 78.
  func recover(_ index: Int) throws {
    clones[index] = nil
    let process = try start(index, disks[index], isNew: false)
    do {
      try process.recover()
      faultCounts["recovered", default: 0] += 1
    } catch {
      // What it needs may still be on its way.
      note("\(ids[index]) cannot recover yet: \(NodeError(wrapping: error).message)")
    }
  }
}
