import Artifacts
import Rounds

/// Who is told what a node does: a terminal, a log, or the simulator's record.
protocol Reporting: AnyObject {
  func published(_ slot: Slot, round: Int)
  func voted(_ ballot: Int, _ choice: Choice, roster: [MemberID], round: Int)
  func led(round: Int)
  func cannotOpen(_ why: String, round: Int)
  /// - Parameter seconds: until it is tried again.
  func cannotCompute(_ error: NodeError, round: Int, again seconds: Int)
  func repeatedEnd(of round: Int)
  /// - Parameter epsilon: so far; asked only where it is told, for it takes a while.
  func closed(
    _ outcome: RoundOutcome, basis: RoundBasis, of rounds: Int, epsilon: () -> Double
  )
  func released(_ text: String, round: Int)
  func convicted(_ offence: Offence, round: Int)
  func enrolled(_ incarnation: Int)
  func left(_ reason: StopReason)
  func moved(to result: ResultDocument, isRestart: Bool)
}
