import Artifacts
import Rounds

/// Measures how long each act of a member of a rehearsal takes.
///
/// An act's time runs from the act before, or from the look that found it, to its end.
final class RehearsalReporter: Reporting {
  /// The steps of a round that are measured.
  enum Step: Hashable {
    /// From the finished vector to the published masked file.
    case masked
    case unmask
    case close
    /// Result, model and next commitment, by whoever leads.
    case outcome
  }

  private let clock = ContinuousClock()
  private let source: TimedSource?
  private var mark: ContinuousClock.Instant
  /// How long the steps of each round took.
  private(set) var times: [Int: [Step: Duration]] = [:]
  /// How long the vector of each round took.
  private(set) var vectors: [Int: Duration] = [:]
  /// The most memory that the process had used when a round's masked file was published.
  private(set) var memory: [Int: Int] = [:]
  /// What people are told of the rounds.
  private(set) var notes: [String] = []

  /// - Parameter source: of the hospital that rehearses; `nil` for its peers.
  init(source: TimedSource?) {
    self.source = source
    mark = clock.now
  }

  /// A look begins.
  func begin() { mark = clock.now }

  func published(_ slot: Slot, round: Int) {
    switch slot {
    case .masked:
      if let vector = source?.last {
        vectors[round] = vector.lowerBound.duration(to: vector.upperBound)
        mark = vector.upperBound
      }
      note(.masked, round)
      memory[round] = PeakMemory.bytes
    case .unmask: note(.unmask, round)
    default: mark = clock.now
    }
  }

  func closed(
    _ outcome: RoundOutcome, basis: RoundBasis, of rounds: Int, epsilon: () -> Double
  ) { note(.close, outcome.result.round) }

  func led(round: Int) { note(.outcome, round) }
  func cannotOpen(_ why: String, round: Int) { notes.append("round \(round): \(why)") }
  func cannotCompute(_ error: NodeError, round: Int, again seconds: Int) {
    notes.append("round \(round): \(error.message)")
  }
  func convicted(_ offence: Offence, round: Int) {
    notes.append("round \(round): \(offence.place.member) was convicted")
  }

  // Nothing of this happens where everybody is there.
  func voted(_ ballot: Int, _ choice: Choice, roster: [MemberID], round: Int) {}
  func repeatedEnd(of round: Int) {}
  func released(_ text: String, round: Int) {}
  func enrolled(_ incarnation: Int) {}
  func left(_ reason: StopReason) { notes.append(reason.text) }
  func moved(to result: ResultDocument, isRestart: Bool) {}

  private func note(_ step: Step, _ round: Int) {
    let now = clock.now
    times[round, default: [:]][step] = mark.duration(to: now)
    mark = now
  }
}
