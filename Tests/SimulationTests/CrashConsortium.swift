import Artifacts
import Journal
import Rounds
import SharedFolder
import Sodium

@testable import Node

/// Four hospitals over disks and replicas in memory, of which one dies at chosen writes. It can be
/// frozen between two steps, and gone on from there as often as there are writes to die at.
final class CrashConsortium {
  static let ids = (1...4).map { MemberID("h\($0)")! }
  private static let seed: UInt64 = 99

  /// A moment at which no process runs and no file is on its way.
  struct Frozen {
    let seconds: Double
    let disks: [MemoryStore]
    let published: [String: [UInt8]]
    let closed: [(member: MemberID, outcome: RoundOutcome, basis: RoundBasis)]
  }

  /// Something that ends the test: the node's own words, or the last events.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// A file that is to be where and what it is now for ever.
  struct Signed: Hashable {
    let path: String
    let bytes: [UInt8]
  }

  let disks: [MemoryStore]
  /// Everything that was ever published, by path.
  private(set) var published: [String: [UInt8]] = [:]
  /// What the victim had signed or published when it died, each time.
  private(set) var signedBeforeCrash: Set<Signed> = []
  /// How often the victim died.
  private(set) var crashes = 0
  /// The raw charge log that each crash left.
  private(set) var chargesAtCrash: [[UInt8]] = []
  /// The members whose node is called.
  var present = Set(ids.indices)
  /// Those that have nothing more to do.
  private(set) var finished: Set<Int> = []
  /// Members that die for good as soon as they have published a path.
  var dyingWith: [Int: String] = [:]
  private(set) var events: [String] = []

  private let clock = SimulatedClock()
  private let transport: SimulatedTransport
  private let invariants = Invariants(
    sources: Dictionary(
      uniqueKeysWithValues: ids.map { ($0, SimulatedSource(seed: seed, member: $0, isLiar: false)) }
    ),
    liars: [])
  private var reporters: [CrashReporter] = []
  private var processes: [SimulatedProcess?]
  private var wakeAt: [Double]
  private var victim: Int?
  private var points: [Int] = []
  private var before: Frozen?

  /// Founds a consortium; nobody's node has run yet.
  init(rounds: Int) throws {
    disks = Self.ids.map { _ in MemoryStore() }
    transport = SimulatedTransport(
      hospitals: Self.ids.count, faults: .none, clock: clock, seed: 0)
    processes = Self.ids.map { _ in nil }
    wakeAt = Self.ids.map { _ in 0 }
    listen()
    for index in Self.ids.indices { processes[index] = try start(index, isNew: true) }
    try SimulatedFounding.found(
      processes.compactMap { $0 }, replicas: transport.replicas,
      plan: SimulatedFounding.plan(rounds: rounds))
    for index in Self.ids.indices {
      for file in try files(of: index) { published[file.path] = file.bytes }
      processes[index] = nil
    }
  }

  /// Goes on from a frozen moment, with disks of its own.
  ///
  /// - Parameters:
  ///   - victim: who dies.
  ///   - points: at which write each of its lives ends, as `CrashPoint.arm` counts.
  init(_ frozen: Frozen, victim: Int? = nil, dyingAt points: [Int] = []) throws {
    disks = frozen.disks.map { $0.copy() }
    transport = SimulatedTransport(
      hospitals: Self.ids.count, faults: .none, clock: clock, seed: 0)
    processes = Self.ids.map { _ in nil }
    wakeAt = Self.ids.map { _ in frozen.seconds }
    published = frozen.published
    self.victim = victim
    self.points = points
    before = frozen
    clock.advance(to: frozen.seconds)
    listen()
    for (path, bytes) in frozen.published {
      for replica in transport.replicas { try replica.plant(bytes, at: FolderPath(path)!) }
    }
    for end in frozen.closed { try invariants.closed(end.member, end.outcome, end.basis) }
  }

  // MARK: Time

  /// Runs until something holds.
  ///
  /// - Throws: `Failure` when a node ends with an error, an invariant breaks, or nothing comes of it
  ///   within a long time.
  func run(within limit: Double = 600, until isDone: () throws -> Bool) throws {
    let end = clock.seconds + limit
    while try !isDone() {
      let wakes = awake.map { wakeAt[$0] }
      let next = min(wakes.min() ?? .infinity, transport.nextTime ?? .infinity)
      guard next < end else { throw Failure(description: "stuck: \(tail)") }
      clock.advance(to: next)
      transport.deliver()
      for index in awake where wakeAt[index] <= clock.seconds { try tick(index) }
    }
  }

  /// Runs for a time.
  func run(seconds: Double) throws {
    let end = clock.seconds + seconds
    try run(within: seconds + 100) { self.clock.seconds >= end }
  }

  /// Ends every process and delivers what is on its way.
  func freeze() -> Frozen {
    processes = processes.map { _ in nil }
    while let next = transport.nextTime {
      clock.advance(to: next)
      transport.deliver()
    }
    let closed = Self.ids.indices.flatMap { index in
      reporters[index].closed.map { (Self.ids[index], $0.outcome, $0.basis) }
    }
    return Frozen(
      seconds: clock.seconds, disks: disks.map { $0.copy() }, published: published,
      closed: (before?.closed ?? []) + closed)
  }

  private var awake: [Int] {
    Self.ids.indices.filter { present.contains($0) && !finished.contains($0) }
  }

  private var tail: String { events.suffix(30).joined(separator: "\n") }

  private func tick(_ index: Int) throws {
    wakeAt[index] = clock.seconds + 20
    var failure: (any Error)?
    do {
      if processes[index] == nil { processes[index] = try start(index, isNew: false) }
      if case .finished? = try processes[index]?.run() { finished.insert(index) }
    } catch {
      failure = error
    }
    if processes[index]?.crash.hasHappened == true {
      try buried(index)
    } else if let failure {
      throw Failure(
        description: "\(Self.ids[index]): \(NodeError(wrapping: failure))\n\(tail)")
    }
    if let violation = reporters[index].violation {
      throw Failure(description: "\(violation)\n\(tail)")
    }
  }

  /// A process has died; it is started again after a second, unless for good.
  private func buried(_ index: Int) throws {
    processes[index] = nil
    finished.remove(index)
    wakeAt[index] = clock.seconds + 1
    guard index == victim, dyingWith[index] == nil else {
      present.remove(index)
      return
    }
    note("\(Self.ids[index]) died")
    crashes += 1
    signedBeforeCrash.formUnion(try files(of: index))
    for (path, bytes) in published { signedBeforeCrash.insert(Signed(path: path, bytes: bytes)) }
    chargesAtCrash.append(try disks[index].read(StorePath("charges")) ?? [])
  }

  // MARK: What is there

  /// How many writes the hospital's present life has made.
  func writes(of index: Int) -> Int { processes[index]?.crash.writes ?? 0 }

  /// Whether a hospital's process is alive.
  func isRunning(_ index: Int) -> Bool { processes[index] != nil }

  /// The rounds that a hospital closed since this consortium goes on.
  func closed(by index: Int) -> [ResultDocument] { reporters[index].closed.map(\.outcome.result) }

  /// How far a hospital has come.
  func tip(of index: Int) throws -> Tip? {
    try Journal(disks[index]).value("tip", of: Tip.self).load()
  }

  /// What a hospital has signed.
  func files(of index: Int) throws -> [Signed] {
    let outbox = Journal(disks[index]).outbox
    return try outbox.slots().flatMap { try outbox.files(of: $0) }
      .map { Signed(path: $0.path, bytes: $0.bytes) }
  }

  /// Everything that lies in a hospital's replica of the shared folder.
  func replica(of index: Int) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    func walk(_ directory: FolderPath) throws {
      for name in try transport.replicas[index].list(directory) {
        let path = directory.appending(name)!
        if let bytes = try? transport.replicas[index].read(path, limit: .max) {
          files[path.description] = bytes
        } else {
          try walk(path)
        }
      }
    }
    try walk(.root)
    return files
  }

  // MARK: Processes

  private func start(_ index: Int, isNew: Bool) throws -> SimulatedProcess {
    let process = try SimulatedProcess(
      member: Self.ids[index], disk: disks[index], replica: transport.replicas[index],
      isNew: isNew, clock: clock,
      source: SimulatedSource(seed: Self.seed, member: Self.ids[index], isLiar: false),
      reporter: reporters[index]
    ) { [unowned self] process, bytes, path in publish(process, index, bytes, path.description) }
    if index == victim, !points.isEmpty { process.crash.arm(points.removeFirst()) }
    return process
  }

  private func publish(
    _ process: SimulatedProcess, _ index: Int, _ bytes: [UInt8], _ path: String
  ) {
    if let place = Self.statement(path) {
      reporters[index].check {
        try invariants.published(
          Self.ids[index], place, bytes, basis: process.session?.keeper.basis,
          charged: process.charged)
      }
    }
    reporters[index].check {
      guard published[path] == nil || published[path] == bytes else {
        throw Failure(description: "\(path) was published with other bytes")
      }
    }
    published[path] = bytes
    for receiver in Self.ids.indices where receiver != index {
      transport.send(bytes, path: path, to: receiver, from: index)
    }
    if dyingWith[index] == path { process.crash.kill() }
  }

  private func listen() {
    reporters = Self.ids.map { id in
      CrashReporter(member: id, invariants: invariants) { [unowned self] in note($0) }
    }
    transport.onDelivery = { [unowned self] receiver in
      wakeAt[receiver] = min(wakeAt[receiver], clock.seconds + 0.05)
    }
  }

  private func note(_ text: String) { events.append("\(clock.seconds) \(text)") }

  /// The place of a statement, for its path; `nil` for other files.
  private static func statement(_ path: String) -> Place? {
    path.hasSuffix(".json") ? Place(String(path.dropLast(".json".count))) : nil
  }
}
