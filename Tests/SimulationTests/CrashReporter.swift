import Artifacts
import Rounds

@testable import Node

/// Holds every act of a hospital against the invariants, and remembers how its rounds ended.
final class CrashReporter: Reporting {
  private let checks: SimulatedReporter
  /// The rounds that this hospital closed, over all its lives.
  private(set) var closed: [(outcome: RoundOutcome, basis: RoundBasis)] = []

  init(member: MemberID, invariants: Invariants, record: @escaping (String) -> Void) {
    checks = SimulatedReporter(member: member, invariants: invariants, record: record)
  }

  /// What was violated first.
  var violation: (any Error)? { checks.violation }

  func check(_ body: () throws -> Void) { checks.check(body) }

  func closed(
    _ outcome: RoundOutcome, basis: RoundBasis, of rounds: Int, epsilon: () -> Double
  ) {
    closed.append((outcome, basis))
    checks.closed(outcome, basis: basis, of: rounds, epsilon: epsilon)
  }

  func voted(_ ballot: Int, _ choice: Choice, roster: [MemberID], round: Int) {
    checks.voted(ballot, choice, roster: roster, round: round)
  }

  func published(_ slot: Slot, round: Int) { checks.published(slot, round: round) }
  func cannotOpen(_ why: String, round: Int) { checks.cannotOpen(why, round: round) }
  func cannotCompute(_ error: NodeError, round: Int, again seconds: Int) {
    checks.cannotCompute(error, round: round, again: seconds)
  }
  func led(round: Int) { checks.led(round: round) }
  func repeatedEnd(of round: Int) { checks.repeatedEnd(of: round) }
  func released(_ text: String, round: Int) { checks.released(text, round: round) }
  func convicted(_ offence: Offence, round: Int) { checks.convicted(offence, round: round) }
  func enrolled(_ incarnation: Int) { checks.enrolled(incarnation) }
  func left(_ reason: StopReason) { checks.left(reason) }
  func moved(to result: ResultDocument, isRestart: Bool) {
    checks.moved(to: result, isRestart: isRestart)
  }
}
