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
  private let seed: UInt64
  private let faults: Faults
  private let clock = SimulatedClock()
  private let transport: SimulatedTransport
  private let ids: [MemberID]
  private let liars: Set<MemberID>
  private let invariants: Invariants
  private var random: SeededGenerator
  private var processes: [SimulatedProcess?]
  private var clones: [Int: SimulatedProcess] = [:]
  /// Hospitals whose state was rolled back or copied: they may have signed something twice.
  private var doubled: Set<MemberID> = []
  private var disks: [MemoryStore]
  private var backups: [Int: MemoryStore] = [:]
  private var reporters: [SimulatedReporter] = []
  private var masks: [Int: Liar] = [:]
  private var wakeAt: [Double]
  private var sleepsUntil: [Double]
  private var faultCounts: [String: Int] = [:]
  private var stuck: [String] = []
  private var progress: [Int: NodeProgress] = [:]
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
      processes.compactMap { $0 }, replicas: transport.replicas, rounds: rounds)
    try putOnMasks()
    transport.onDelivery = { [unowned self] receiver in
      wakeAt[receiver] = min(wakeAt[receiver], clock.seconds + 0.05)
    }
  }

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
    for index in ids.indices where !liars.contains(ids[index]) {
      try invariants.checkLedger(ids[index], charged: processes[index]?.charged() ?? [])
    }
    return report
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

  private var report: Report {
    var outcomes: [ResultDocument.Outcome: Int] = [:]
    for result in invariants.outcomes.values { outcomes[result.outcome, default: 0] += 1 }
    let counts = faultCounts.merging(transport.counts) { $0 + $1 }
    return Report(
      hospitals: ids.count, liars: liars.count, outcomes: outcomes, hops: invariants.hops,
      faults: counts, restarts: invariants.restarts, stuck: stuck,
      seconds: clock.seconds,
      events: events)
  }

  // MARK: Time

  private var closedRounds: Int { invariants.outcomes.values.map(\.round).max() ?? 0 }

  private func step(isStorm: Bool) throws {
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
  private func tick(_ index: Int) throws {
    if processes[index] == nil { processes[index] = try start(index, disks[index], isNew: false) }
    try run(processes[index]!, index)
    if let clone = clones[index] { try run(clone, index, isClone: true) }
    if let violation = reporters[index].violation { throw violation }
  }

  private func run(_ process: SimulatedProcess, _ index: Int, isClone: Bool = false) throws {
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

  /// What an administrator does on exit code 78.
  private func recover(_ index: Int) throws {
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

  // MARK: Faults

  private func disturb(_ index: Int) throws {
    guard Int.random(in: 0..<16, using: &random) == 0,
      let fault = Faults.names.map(\.fault).filter(faults.contains).randomElement(using: &random)
    else { return }
    switch fault {
    case .partition:
      if Bool.random(using: &random) { transport.split() } else { transport.join() }
      return
    case .rollbackFolder: return transport.rollBack(index)
    case .stop:
      processes[index] = nil
      sleepsUntil[index] = clock.seconds + Double.random(in: 5...200, using: &random)
    case .crash:
      processes[index]?.crash.arm(Int.random(in: 0..<40, using: &random))
    case .rollbackState:
      guard canLoseAnother(index) else { return }
      guard let backup = backups[index] else {
        backups[index] = disks[index].copy()
        return
      }
      doubled.insert(ids[index])
      processes[index] = nil
      disks[index] = backup
      backups[index] = nil
    case .clone:
      guard canLoseAnother(index) || clones[index] != nil else { return }
      guard clones[index] == nil else {
        clones[index] = nil
        return
      }
      doubled.insert(ids[index])
      clones[index] = try start(index, disks[index].copy(), isNew: false)
    case .silentLeader:
      guard processes[index]?.session?.keeper.basis?.leader == ids[index] else { return }
      processes[index] = nil
      sleepsUntil[index] = clock.seconds + Double.random(in: 30...150, using: &random)
    default: return
    }
    note("\(ids[index]) fault \(fault)")
    faultCounts[fault.description, default: 0] += 1
  }

  /// Whether the rounds can go on when this hospital has to enter again: more lost states than
  /// that are a matter for people, as the restart shows that comes then.
  private func canLoseAnother(_ index: Int) -> Bool {
    let bases = ids.indices.compactMap { processes[$0]?.session?.keeper.basis }
    guard let basis = bases.max(by: { $0.round < $1.round }) else { return false }
    let lost = ids.indices.count { other in
      let incarnation = (try? processes[other]?.hospital.incarnation) ?? 0
      return other == index || liars.contains(ids[other]) || clones[other] != nil
        || basis.roster.members[ids[other]]?.incarnation != incarnation
    }
    return lost <= ids.count - basis.roster.t
  }

  private func heal() throws {
    note("healed")
    transport.heal()
    clones = [:]
    // Started anew, so that no crash is left to come.
    processes = processes.map { _ in nil }
    sleepsUntil = sleepsUntil.map { _ in 0 }
    wakeAt = wakeAt.map { _ in clock.seconds }
  }

  /// Whether all honest members close two more rounds in a time.
  private func goesOn(within seconds: Double) throws -> Bool {
    let end = clock.seconds + seconds
    let goal = closedRounds + 2
    while clock.seconds < end {
      if honestRounds.allSatisfy({ $0 >= goal }) { return true }
      try step(isStorm: false)
    }
    return false
  }

  private var honestRounds: [Int] {
    ids.indices.filter { !liars.contains(ids[$0]) }.map {
      processes[$0]?.session?.keeper.closed.round ?? -1
    }
  }

  /// People telephone, and go on with the honest members.
  private func restart() throws {
    invariants.restarts += 1
    for index in ids.indices where !liars.contains(ids[index]) {
      if case .waiting(let what)? = progress[index] { stuck.append("\(ids[index]) \(what.text)") }
    }
    note("people restart: \(stuck)")
    let honest = ids.indices.filter { !liars.contains(ids[$0]) }
    for index in honest { try decide(index) { try $0.enrol() } }
    try wait(30)
    let founder = honest.contains(0) ? [0] : honest
    try decide(founder[0]) {
      _ = try $0.propose(honest.map { self.ids[$0] }, excluding: self.liars.sorted())
    }
    try wait(30)
    for index in founder.dropFirst() {
      try decide(index) { decision in
        guard let proposal = try decision.proposals().first else { return }
        try decision.sign(proposal.body, round: proposal.place.round)
      }
    }
  }

  private func decide(_ index: Int, _ act: (RestartDecision) throws -> Void) throws {
    guard let process = processes[index], let keeper = process.session?.keeper else { return }
    let decision = RestartDecision(
      keeper: keeper,
      publisher: Publisher(hospital: process.hospital, folder: process.folder))
    try decision.enrol()
    try act(decision)
  }

  private func wait(_ seconds: Double) throws {
    let end = clock.seconds + seconds
    while clock.seconds < end { try step(isStorm: false) }
  }

  // MARK: Processes

  private func start(
    _ index: Int, _ disk: MemoryStore, isNew: Bool
  ) throws -> SimulatedProcess {
    try SimulatedProcess(
      member: ids[index], disk: disk, replica: transport.replicas[index], isNew: isNew,
      clock: clock,
      source: SimulatedSource(seed: seed, member: ids[index], isLiar: liars.contains(ids[index])),
      reporter: reporters[index]
    ) { [unowned self] process, bytes, path in publish(process, index, bytes, path) }
  }

  private func putOnMasks() throws {
    for index in ids.indices where liars.contains(ids[index]) {
      guard let hospital = processes[index]?.hospital, let session = hospital.settings.session
      else { continue }
      masks[index] = Liar(
        member: ids[index], identity: hospital.identity, session: session,
        receivers: ids.indices.filter { $0 != index }, seed: random.next()
      ) { [unowned self] path, bytes, receiver in
        transport.send(bytes, path: path, to: receiver, from: index)
      }
    }
  }

  private func publish(
    _ process: SimulatedProcess, _ index: Int, _ bytes: [UInt8], _ path: ArtifactPath
  ) {
    if path.name.part == .statement,
      let place = Place("\(path.member)/\(path.folder)/\(path.name.slot)")
    {
      reporters[index].check {
        try invariants.published(
          ids[index], place, bytes, basis: process.session?.keeper.basis,
          charged: process.charged)
      }
      echo(place, bytes, from: index)
    }
    if let liar = masks[index] { return liar.publish(bytes, at: path) }
    for receiver in ids.indices where receiver != index {
      transport.send(bytes, path: path.description, to: receiver, from: index)
    }
  }

  /// Liars hear every vote at once and support it.
  private func echo(_ place: Place, _ bytes: [UInt8], from index: Int) {
    guard masks[index] == nil, case .vote(let ballot) = place.slot,
      let vote = try? CanonicalJSON.decode(
        Statement<VoteBody>.self, from: bytes, file: place.json)
    else { return }
    for (other, liar) in masks.sorted(by: { $0.key < $1.key }) {
      let basis = processes[other]?.session?.keeper.basis
      liar.echo(
        vote.body.choice, round: place.round, K: vote.K,
        incarnation: basis?.roster.members[ids[other]]?.incarnation ?? 1, ballot: ballot)
    }
  }

  private func note(_ text: String) {
    events.append(String(format: "%9.2f ", clock.seconds) + text)
  }
}
