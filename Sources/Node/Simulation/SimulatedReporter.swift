import Artifacts
import Rounds

/// Writes a hospital's acts into the simulation's record and checks what it closes.
final class SimulatedReporter: Reporting {
  private let member: MemberID
  private let invariants: Invariants
  private let record: (String) -> Void
  /// The last round that it has closed, or from which it went on.
  private(set) var lastRound = 0
  /// What rounds of counts released, in words.
  private(set) var releases: [Int: String] = [:]
  /// What was violated, to be thrown when the step is over.
  private(set) var violation: (any Error)?

  init(member: MemberID, invariants: Invariants, record: @escaping (String) -> Void) {
    (self.member, self.invariants, self.record) = (member, invariants, record)
  }

  func published(_ slot: Slot, round: Int) { record("\(member) \(round) \(slot.name)") }

  func voted(_ ballot: Int, _ choice: Choice, roster: [MemberID], round: Int) {
    let ids = choice.set.members.map(\.name).joined(separator: ",")
    record("\(member) \(round) vote-\(ballot) \(choice.kind) \(ids)")
  }

  func led(round: Int) { record("\(member) \(round) outcome") }

  func cannotOpen(_ why: String, round: Int) { record("\(member) \(round) cannot open: \(why)") }
  func cannotCompute(_ error: NodeError, round: Int, again seconds: Int) {
    record("\(member) \(round) cannot compute: \(error.message)")
  }
  func repeatedEnd(of round: Int) { record("\(member) \(round) repeated its end") }

  func closed(
    _ outcome: RoundOutcome, basis: RoundBasis, of rounds: Int, epsilon: () -> Double
  ) {
    let result = outcome.result
    lastRound = result.round
    record("\(member) \(result.round) closed \(result.outcome) \(result.set.members)")
    check { try invariants.closed(member, outcome, basis) }
  }

  func released(_ text: String, round: Int) { releases[round] = text }

  func convicted(_ offence: Offence, round: Int) {
    record("\(member) \(round) evidence \(offence.kind) \(offence.place)")
  }

  func enrolled(_ incarnation: Int) { record("\(member) enrolled \(incarnation)") }
  func left(_ reason: StopReason) { record("\(member) left") }

  func moved(to result: ResultDocument, isRestart: Bool) {
    lastRound = result.round
    record("\(member) moved to \(result.round) \(isRestart ? "restart" : "word")")
    if !isRestart { check { try invariants.jumped(member, to: result) } }
  }

  /// Forgets nothing: the first violation is kept.
  func check(_ body: () throws -> Void) {
    do { try body() } catch { violation = violation ?? error }
  }
}
