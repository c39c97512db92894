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
  let cast: SimulatedCast
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
  /// The last round with faults, where they had to end early.
  var healedAfter: Int?
  var progress: [Int: NodeProgress] = [:]
  private(set) var events: [String] = []

  /// Founds a consortium whose size and liars follow from the seed.
  convenience init(seed: UInt64, faults: Faults, rounds: Int) throws {
    var random = SeededGenerator(seed: seed)
    let cast = SimulatedCast(seed: seed, faults: faults, rounds: rounds, using: &random)
    try self.init(cast, seed: seed, faults: faults, random: random)
  }

  /// Founds a consortium.
  init(_ cast: SimulatedCast, seed: UInt64, faults: Faults, random: SeededGenerator) throws {
    (self.cast, self.seed, self.faults, self.random) = (cast, seed, faults, random)
    (ids, liars) = (cast.ids, cast.liars)
    if !liars.isEmpty { faultCounts["liars"] = liars.count }
    invariants = Invariants(
      sources: Dictionary(uniqueKeysWithValues: zip(cast.ids, cast.sources)), liars: liars)
    transport = SimulatedTransport(
      hospitals: ids.count, faults: faults, clock: clock, seed: self.random.next())
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
      plan: cast.plan, start: cast.start)
    try mirrorFounding()
    try putOnMasks()
    transport.onDelivery = { [unowned self] receiver in
      // As a service that looks now and then: what arrives meanwhile is seen together.
      let pause = Double.random(in: 0.05...2, using: &self.random)
      if wakeAt[receiver] > clock.seconds + 2 { wakeAt[receiver] = clock.seconds + pause }
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
