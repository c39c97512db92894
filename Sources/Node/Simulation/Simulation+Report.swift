import Artifacts

extension Simulation {
  /// What a finished simulation tells.
  struct Report {
    let hospitals: Int
    let liars: Int
    let outcomes: [ResultDocument.Outcome: Int]
    let hops: [Int: Int]
    let faults: [String: Int]
    let restarts: Int
    /// What the members waited for when people decided to restart.
    let stuck: [String]
    let seconds: Double
    let events: [String]
    /// Whether what it left was audited and found right.
    var isAudited = false
  }

  /// What lies at an honest hospital once everything has arrived.
  func folder() -> SimulatedFolder? {
    while let next = transport.nextTime {
      clock.advance(to: next)
      transport.deliver()
    }
    guard let index = ids.indices.first(where: { !liars.contains(ids[$0]) }),
      let process = processes[index]
    else { return nil }
    return SimulatedFolder(
      seed: seed, folder: transport.replicas[index], key: process.hospital.sealing,
      suspects: liars.union(doubled),
      closed: honestRounds.min() ?? 0)
  }

  var report: Report {
    var outcomes: [ResultDocument.Outcome: Int] = [:]
    for result in invariants.outcomes.values { outcomes[result.outcome, default: 0] += 1 }
    let counts = faultCounts.merging(transport.counts) { $0 + $1 }
    return Report(
      hospitals: ids.count, liars: liars.count, outcomes: outcomes, hops: invariants.hops,
      faults: counts, restarts: invariants.restarts, stuck: stuck,
      seconds: clock.seconds,
      events: events)
  }
}
