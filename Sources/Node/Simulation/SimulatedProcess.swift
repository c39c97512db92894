import Artifacts
import Journal
import Rounds
import SharedFolder
import Sodium

/// One running `decaph-node` of a simulation: the real session over a private disk and a replica
/// in memory.
final class SimulatedProcess {
  let member: MemberID
  let disk: MemoryStore
  let crash = CrashPoint()
  let folder: ReplicaFolder
  let hospital: Hospital
  private let source: any VectorSource
  private let reporter: any Reporting
  private let rounds: Int?
  private(set) var session: NodeSession?

  /// Starts over a disk; the disk is new or holds what an earlier process left.
  ///
  /// - Parameter rounds: how many rounds to close before it ends; `nil` for all.
  init(
    member: MemberID, disk: MemoryStore, replica: MemoryFolder, isNew: Bool,
    clock: any LocalClock, source: any VectorSource, reporter: any Reporting, rounds: Int? = nil,
    publish: @escaping (SimulatedProcess, [UInt8], ArtifactPath) -> Void
  ) throws {
    self.member = member
    self.disk = disk
    self.source = source
    self.reporter = reporter
    self.rounds = rounds
    let box = Box()
    folder = ReplicaFolder(replica, crash: crash) { bytes, path in
      if let process = box.process { publish(process, bytes, path) }
    }
    let location = try StateLocation(
      directory: "/simulated", id: member.name, state: "/simulated-state/\(member)")
    hospital = try Hospital(
      Journal(SimulatedStore(disk, crash: crash)), root: "/simulated-state/\(member)", location,
      isNew: isNew, clock: clock)
    box.process = self
  }

  /// Looks and acts until there is something to wait for, as a service does after each poll.
  func run() throws -> NodeProgress? {
    if session == nil {
      try OwnFolderCheck(hospital: hospital, folder: folder).run()
      try Publisher(hospital: hospital, folder: folder).flushConsortium()
      guard
        case .ready(let manifest, let tip) =
          try Preparation(hospital: hospital, folder: folder).next()
      else { return nil }
      session = try NodeSession(
        hospital: hospital, folder: folder, manifest: manifest, tip: tip, source: source,
        rounds: rounds, isService: true, reporter: reporter)
    }
    let progress = try session?.advance(until: { false })
    // As cron's short runs do, so that what is remembered is put to the test.
    try session?.keeper.remember()
    return progress
  }

  /// Enters again after its disk went back in time, as `decaph-node recover` does.
  func recover() throws {
    guard let manifest = try hospital.pinnedManifest() else { return }
    _ = try StateRecovery(hospital: hospital, folder: folder, manifest: manifest).run()
    try Publisher(hospital: hospital, folder: folder).flushConsortium()
  }

  /// The slots that its ledger has paid for.
  func charged() throws -> Set<String> { Set(try hospital.charges.entries().map(\.slot)) }

  private final class Box {
    weak var process: SimulatedProcess?
  }
}
