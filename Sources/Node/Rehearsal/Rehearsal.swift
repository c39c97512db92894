import Artifacts
import DifferentialPrivacy
import Rounds
import SharedFolder

/// `rehearse`: whole rounds of the real plan on this hospital's own data, with peers in memory.
///
/// The sessions, keys, masks, sums and files are those of a node; shared folder, states and peers
/// lie in memory and end with the program. Shared directory and private state are only read.
public struct Rehearsal {
  private let basis: RehearsalBasis
  private let arithmetic: RoundArithmetic
  private let rounds: Int

  /// Finds plan, members and data; see ``RehearsalBasis``.
  ///
  /// - Throws: `NodeError` 64, 65 or 66 when they are not to be found or do not fit.
  public init(_ options: RehearsalOptions) throws {
    basis = try RehearsalBasis(options)
    arithmetic = try RoundArithmetic(basis.plan)
    do {
      try arithmetic.check(members: basis.members.count)
      try PlanFitness(basis.plan).check(members: basis.members.count)
    } catch let error as Rejection {
      throw NodeError(.badData, error.message, remedy: "check the plan and --hospitals")
    }
    let schedule = arithmetic.schedule
    let first = (1...schedule.lastRound).first { schedule.kind(of: $0) == .training } ?? 1
    rounds = min(options.rounds ?? first, schedule.lastRound)
  }

  /// Reads the data, trains, and plays the rounds.
  ///
  /// - Parameter progress: told what is at work.
  public func run(progress: @escaping (String) -> Void) throws -> RehearsalReport {
    let clock = ContinuousClock()
    progress("reads the data")
    let begun = clock.now
    var notes: [String] = []
    let dataset = try ExampleLoader(path: basis.data, plan: basis.plan, cache: nil)
      .load { notes.append($0) }
    let records = try LocalRecords(dataset, plan: basis.plan, session: basis.session)
    let trainer = try LocalTrainer(records, plan: basis.plan, isPadded: basis.isPadded)
    let data = RehearsalReport.Data(
      examples: dataset.count, records: records.all.count, training: records.training.count,
      heldOut: records.heldOut.count, ofPatients: dataset.groups != nil,
      loading: Self.milliseconds(begun.duration(to: clock.now)), notes: notes)
    let loaded = PeakMemory.bytes
    let consortium = try RehearsalConsortium(basis, source: TimedSource(trainer), rounds: rounds)
    try consortium.run { progress("\($0) at work") }
    let measured = try measured(consortium)
    return RehearsalReport(
      origin: basis.origin, title: basis.plan.title, member: basis.members[0],
      hospitals: basis.members.count, data: data, rounds: measured, plan: try whole(measured),
      memory: RehearsalReport.Memory(
        loaded: loaded, masked: consortium.own.memory[1], all: PeakMemory.bytes),
      files: try files(consortium))
  }

  private func measured(_ consortium: RehearsalConsortium) throws -> [RehearsedRound] {
    let own = consortium.own
    return try (1...rounds).map { round in
      let times = (own.times[round] ?? [:]).mapValues(Self.milliseconds)
      return RehearsedRound(
        round: round, kind: arithmetic.schedule.kind(of: round).rawValue,
        vector: own.vectors[round].map(Self.milliseconds) ?? 0, masked: times[.masked] ?? 0,
        unmask: times[.unmask] ?? 0, close: times[.close] ?? 0,
        outcome: consortium.outcomeTime(of: round).map(Self.milliseconds) ?? 0,
        bytes: try basis.members.flatMap { try files(of: $0, round, consortium.folder) }
          .reduce(0) { $0 + $1.bytes })
    }
  }

  private func whole(_ measured: [RehearsedRound]) throws -> RehearsalReport.Whole {
    let sizes = try RoundSizes(basis.plan, members: basis.members.count)
    let schedule = arithmetic.schedule
    let training = measured.last { $0.kind == LedgerEntry.Kind.training.rawValue }
    var (computing, reckoned) = (0, [String]())
    for kind in LedgerEntry.Kind.allCases where schedule.count(kind) > 0 {
      let round = measured.last { $0.kind == kind.rawValue }
      if round == nil { reckoned.append(kind.rawValue) }
      computing += schedule.count(kind) * ((round ?? training ?? measured[0]).total)
    }
    return RehearsalReport.Whole(
      rounds: schedule.lastRound, computing: computing, reckoned: reckoned,
      shared: sizes.shared(after: 0), state: sizes.kept(after: 0) + sizes.working)
  }

  /// What the hospital publishes once, and in the last rehearsed round; the outcome is the leader's
  /// with the path that it would have here.
  private func files(_ consortium: RehearsalConsortium) throws -> [RehearsedFile] {
    let (own, folder) = (basis.members[0], consortium.folder)
    let once = try RehearsedFile.all(in: "\(own)/consortium", of: folder, sealed: sealed)
    StatusWriter(member: own, clock: SimulatedClock()).ended(.stopped, round: rounds, in: folder)
    let status = try RehearsedFile.all(in: own.name, of: folder, sealed: sealed)
    var found = once + status + (try files(of: own, rounds, folder))
    for other in basis.members.dropFirst() {
      for file in try files(of: other, rounds, folder) {
        let path = own.name + file.path.dropFirst(other.name.count)
        guard !found.contains(where: { $0.path == path }) else { continue }
        found.append(
          RehearsedFile(
            path: path, bytes: file.bytes, readers: file.readers, fields: file.fields))
      }
    }
    return found
  }

  /// A member's files of a round; the next commitment, in the next round's folder, is with them.
  private func files(
    of member: MemberID, _ round: Int, _ folder: any Folder
  ) throws -> [RehearsedFile] {
    try [round, round + 1].flatMap { number in
      try RehearsedFile.all(
        in: "\(member)/\(Place.roundFolder(number))", of: folder, sealed: sealed
      ).filter { $0.path.contains("/commit.") == (number > round) }
    }
  }

  private var sealed: String {
    let auditors = basis.plan.auditors.count
    return "sealed: the \(basis.members.count) hospitals"
      + (auditors == 0 ? "" : ", \(auditors) auditor\(auditors == 1 ? "" : "s")")
  }

  private static func milliseconds(_ duration: Duration) -> Int {
    Int((duration / .milliseconds(1)).rounded())
  }
}
