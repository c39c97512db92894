import Artifacts
import Journal
import Rounds
import SharedFolder

/// A consortium of real sessions in one process: fresh keys, states and a shared folder in memory,
/// which end with it.
final class RehearsalConsortium {
  /// What everybody publishes.
  let folder = MemoryFolder()
  private let rounds: Int
  private let members: [(process: SimulatedProcess, reporter: RehearsalReporter)]

  /// Founds it; the first member trains on its records.
  ///
  /// - Parameter rounds: after how many closed rounds it ends.
  init(_ basis: RehearsalBasis, source: TimedSource, rounds: Int) throws {
    self.rounds = rounds
    let clock = SimulatedClock()
    var members: [(process: SimulatedProcess, reporter: RehearsalReporter)] = []
    for (place, id) in basis.members.enumerated() {
      let reporter = RehearsalReporter(source: place == 0 ? source : nil)
      let process = try SimulatedProcess(
        member: id, disk: MemoryStore(), replica: folder, isNew: true, clock: clock,
        source: place == 0 ? source : NoiseSource(), reporter: reporter, rounds: rounds
      ) { _, _, _ in }
      members.append((process, reporter))
    }
    self.members = members
    let processes = members.map(\.process)
    try SimulatedFounding.found(
      processes.filter { $0.member == basis.founder }
        + processes.filter { $0.member != basis.founder },
      replicas: [folder], plan: basis.plan, start: basis.start)
  }

  /// The measurements of the hospital that rehearses.
  var own: RehearsalReporter { members[0].reporter }

  /// How long it took whoever led a round to publish its outcome.
  func outcomeTime(of round: Int) -> Duration? {
    members.compactMap { $0.reporter.times[round]?[.outcome] }.first
  }

  /// Lets everybody act in turn until all have closed the rounds.
  ///
  /// - Parameter progress: told before each look who looks.
  /// - Throws: `NodeError` 65 when the plan's budget allows not even these rounds.
  func run(progress: (MemberID) -> Void) throws {
    var unfinished = Array(members.indices)
    // Three looks end a round; what has not ended after many more never will.
    for _ in 0..<10 * (rounds + 1) where !unfinished.isEmpty {
      for place in unfinished {
        let (process, reporter) = members[place]
        progress(process.member)
        reporter.begin()
        guard case .finished(let reason)? = try process.run() else { continue }
        guard reason == .roundsRequested || reason == .planCompleted else {
          throw NodeError(
            .badData, "the plan does not allow these rounds: \(reason.text)",
            remedy: "run 'decaph-node budget' on the plan, or rehearse fewer --rounds")
        }
        unfinished.removeAll { $0 == place }
      }
    }
    if !unfinished.isEmpty || members.contains(where: { !$0.reporter.notes.isEmpty }) {
      let why = members.flatMap(\.reporter.notes).joined(separator: "; ")
      throw NodeError(
        .software, "the rounds in memory did not end" + (why.isEmpty ? "" : ": \(why)"),
        remedy: "report this; nothing was written")
    }
  }
}
