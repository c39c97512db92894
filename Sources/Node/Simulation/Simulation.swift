import Artifacts
import Datasets
import Foundation
import Journal
import Rounds
import SharedFolder
import Sodium

/// One simulated consortium: real nodes over disks and replicas in memory, a seeded clock, seeded
/// faults; every step is checked. The same seed gives the same events.
///
/// First a storm of faults until enough rounds are closed; then everything heals, and the honest
/// members have to go on. Where they cannot, because of a lie that only people can resolve, they
/// restart as people would, and have to go on then.
final class Simulation {
  let seed: UInt64
  let faults: Faults
  let clock = SimulatedClock()
  let transport: SimulatedTransport
  let ids: [MemberID]
  let liars: Set<MemberID>
  let invariants: Invariants
  var random: SeededGenerator
  var processes: [SimulatedProcess?]
  var clones: [Int: SimulatedProcess] = [:]
  /// Hospitals whose state was rolled back or copied: they may have signed something twice.
  var doubled: Set<MemberID> = []
  var disks: [MemoryStore]
  var backups: [Int: MemoryStore] = [:]
  var reporters: [SimulatedReporter] = []
  var masks: [Int: Liar] = [:]
  var wakeAt: [Double]
  var sleepsUntil: [Double]
  var faultCounts: [String: Int] = [:]
  var stuck: [String] = []
  var progress: [Int: NodeProgress] = [:]
  private(set) var events: [String] = []

  /// Founds a consortium whose size and liars follow from the seed.
  init(seed: UInt64, faults: Faults, rounds: Int) throws {
    self.seed = seed
    self.faults = faults
    random = SeededGenerator(seed: seed)
    // Small ones more often: they are where a single absence or lie matters most.
    let n = [3, 3, 4, 4, 4, 4, 5, 5, 6, 7].randomElement(using: &random)!
    ids = (1...n).map { MemberID("h\($0)")! }
    // With three members everybody is needed: one liar could always stop them.
    let tolerated = n >= 4 && faults.contains(.liars) ? max(1, (n - 1) / 3) : 0
    let count = Int.random(in: 0...tolerated, using: &random)
    let liars = Set(ids.shuffled(using: &random).prefix(count))
    self.liars = liars
    if !liars.isEmpty { faultCounts["liars"] = liars.count }
    invariants = Invariants(seed: seed, liars: liars)
    transport = SimulatedTransport(
      hospitals: n, faults: faults, clock: clock, seed: random.next())
    disks = ids.map { _ in MemoryStore() }
    processes = ids.map { _ in nil }
    wakeAt = ids.map { _ in 0 }
    sleepsUntil = ids.map { _ in 0 }
    reporters = ids.map { id in
      SimulatedReporter(member: id, invariants: invariants) { [unowned self] in note($0) }
    }
    for index in ids.indices { processes[index] = try start(index, disks[index], isNew: true) }
    try SimulatedFounding.found(
      processes.compactMap { $0 }, replicas: transport.replicas,
      plan: SimulatedFounding.plan(rounds: rounds))
    try putOnMasks()
    transport.onDelivery = { [unowned self] receiver in
      wakeAt[receiver] = min(wakeAt[receiver], clock.seconds + 0.05)
    }
  }

  /// Runs until so many rounds are closed and the honest members have proven that they can go on.
  func run(rounds: Int) throws -> Report {
    var (newest, since) = (0, 0.0)
    while closedRounds < rounds, clock.seconds < since + 1_500 {
      try step(isStorm: true)
      if closedRounds > newest { (newest, since) = (closedRounds, clock.seconds) }
    }
    try heal()
    if try !goesOn(within: 2_000) {
      try restart()
      guard try goesOn(within: 2_000) else {
        throw Invariants.Violation(
          description: "the honest members see each other and the rounds do not end")
      }
    }
    try publishOutcomes(within: 500)
    for index in ids.indices where !liars.contains(ids[index]) {
      try invariants.checkLedger(ids[index], charged: processes[index]?.charged() ?? [])
    }
    return report
  }

  func note(_ text: String) {
    events.append(String(format: "%9.2f ", clock.seconds) + text)
  }
}
