import Artifacts
import Console
import Foundation
import Learning
import Rounds
import SharedFolder

/// `decaph-node --dir --id`: looks, acts, says what it waits for; as a service or once for cron.
public struct NodeRunner {
  private let location: StateLocation
  private let data: String?
  private let isPadded: Bool?
  private let trainer: TrainerOptions
  private let once: Bool
  private let rounds: Int?
  private let poll: Double
  private let reporter: Reporter
  private let status: StatusWriter

  /// Prepares to run a hospital's node.
  ///
  /// - Parameters:
  ///   - trainer: this hospital's copy of the plan's trainer, and how it is run; remembered.
  ///   - isPadded: whether rounds compute as much whatever their samples; remembered, nil for as
  ///     it was.
  ///   - once: do what is possible now and return.
  ///   - rounds: return after so many closed rounds.
  ///   - poll: seconds between two looks.
  ///   - onEvent: a program that is run at every ``NodeEvent``, without a shell.
  ///   - patience: seconds after which a wait is such an event.
  public init(
    directory: String, id: String, state: String?, data: String?,
    trainer: TrainerOptions = TrainerOptions(), isPadded: Bool? = nil, once: Bool,
    rounds: Int?, poll: Double, log: LogFormat, onEvent: String? = nil,
    patience: Double = .infinity
  ) throws {
    let location = try StateLocation(directory: directory, id: id, state: state)
    self.location = location
    self.data = data.map(SharedLocation.absolute)
    self.isPadded = isPadded
    self.trainer = trainer
    self.once = once
    self.rounds = rounds
    self.poll = poll
    status = StatusWriter(member: location.member)
    let folder = onEvent.flatMap { _ in try? SharedFolders.open(location.directory) }
    reporter = try Reporter(
      member: id, format: log, onEvent: onEvent, patience: patience,
      before: folder.flatMap { Sayings(folder: $0).stage(of: location.member) })
  }

  /// Runs until there is nothing more to do, a stop is asked for, or `once` is over.
  public func run() throws {
    defer { reporter.drain() }
    do {
      try work()
    } catch {
      reporter.failed(error)
      // Another run of this hospital is at work: that is no failure of the node.
      if !(error is AlreadyRunning) { note(NodeError(wrapping: error)) }
      throw error
    }
  }

  /// Leaves word of a failure, for `status` and `health` here and in one word for the others; of a state
  /// that is not this account's, or that may be a copy (78), nothing is said to others.
  private func note(_ failure: NodeError) {
    guard FailureNote.note(failure, at: location), failure.status != .configuration,
      let folder = try? SharedFolders.open(location.directory)
    else { return }
    status.ended(.failed, round: Sayings(folder: folder).round(of: location.member), in: folder)
  }

  private func work() throws {
    let stop = StopSignal()
    let watch = FolderWatch()
    var session: NodeSession?
    var hasWorked = false
    reporter.started(location, once: once)
    while !stop.isSet {
      let folder = try SharedFolders.open(location.directory)
      let progress: NodeProgress
      do {
        progress = try step(&session, folder, stop)
        if !hasWorked { FailureNote.clear(at: location) }
        hasWorked = true
      } catch SecretQuestion.Failure.interrupted {
        // Ctrl-C at the question for the passphrase is a stop as any other.
        break
      } catch is AlreadyRunning where once {
        // Cron's overlap: another run of this hospital is at work and will do what is to be done.
        return
      }
      switch progress {
      case .finished(let reason):
        reporter.finished(reason)
        status.ended(
          reason == .roundsRequested ? .stopped : .finished,
          round: session?.keeper.closed.round, in: folder)
        return
      case .waiting(let what):
        guard !stop.isSet else { break }
        reporter.waiting(what, aside: session?.aside ?? [:])
        status.waiting(what, aside: session?.aside ?? [:], in: folder)
        if once {
          try session?.keeper.remember()
          return
        }
        watch.watch(watched(session))
        watch.wait(seconds: poll * Double.random(in: 0.8...1.2), or: stop)
      }
    }
    reporter.stopped()
    if let folder = try? SharedFolders.open(location.directory) {
      status.ended(.stopped, round: session?.keeper.round, in: folder)
    }
  }

  /// One run of the loop until something has to be waited for.
  ///
  /// Before the manifest is approved the hospital's lock is held only for the step, so that
  /// `approve` works beside a running service; from then on it is held until the end.
  private func step(
    _ session: inout NodeSession?, _ folder: DirectoryFolder, _ stop: StopSignal
  ) throws -> NodeProgress {
    if session == nil {
      let hospital = try Hospital.open(location)
      if let data { try hospital.remember(data: data) }
      try hospital.remember(trainer)
      if let isPadded { try hospital.remember(isPadded: isPadded) }
      try OwnFolderCheck(hospital: hospital, folder: folder).run()
      // A service clears what a crash left half-written; cron's short runs need not look.
      if !once, let name = MemberName(hospital.id.name) { try folder.removeLeftovers(of: name) }
      try Publisher(hospital: hospital, folder: folder).flushConsortium()
      switch try Preparation(hospital: hospital, folder: folder).next() {
      case .waiting(let what): return .waiting(what)
      case .ready(let manifest, let tip):
        // A service says at its start what is wrong with the data; cron's short runs read them when
        // a vector is due, and mostly none is.
        let source: any VectorSource =
          once
          ? DeferredTrainer { [self] in try localTrainer(hospital, manifest, stop) }
          : try localTrainer(hospital, manifest, stop)
        session = try NodeSession(
          hospital: hospital, folder: folder, manifest: manifest, tip: tip, source: source,
          rounds: rounds, isService: !once, reporter: reporter)
      }
    }
    return try session!.advance(until: { stop.isSet })
  }

  /// Loads the hospital's data.
  private func localTrainer(
    _ hospital: Hospital, _ manifest: Verified<Manifest>, _ stop: StopSignal
  ) throws -> LocalTrainer {
    let plan = manifest.content.plan
    var program = try TrainerProgram(hospital: hospital, plan: plan)
    try program?.chooseSandbox(wanted: hospital.settings.trainerSandbox) { reporter.note($0) }
    if program?.sandbox != nil { try hospital.remember(TrainerOptions(isSandboxed: true)) }
    program?.isStopped = { stop.isSet }
    let dataset = try ExampleLoader(hospital: hospital, plan: plan).load { reporter.note($0) }
    return try LocalTrainer(
      LocalRecords(dataset, plan: plan, session: manifest.digest), plan: plan,
      isPadded: hospital.settings.isPadded, program: program)
  }

  /// The folders in which the next thing will appear.
  private func watched(_ session: NodeSession?) -> [String] {
    guard let keeper = session?.keeper else { return [location.directory] }
    return keeper.manifest.content.members.map(\.id).flatMap { id in
      [id.name, "\(id)/consortium", "\(id)/\(Place.roundFolder(keeper.round))"]
        .map { "\(location.directory)/\($0)" }
    }
  }
}
