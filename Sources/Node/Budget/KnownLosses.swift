import DifferentialPrivacy
import Synchronization

/// Answers of the accountants, by the account that they are of. Each takes some hundredths of a second
/// near the end of a budget: a service that waits for others asks the same at every look, and
/// hospitals that are simulated in one process have equal accounts.
final class KnownLosses: Sendable {
  /// What the accountants were asked. Hashed by the end of the account alone, which differs from look
  /// to look; compared as a whole.
  private struct Question: Hashable {
    let ledger: Ledger
    let next: LedgerEntry?
    let epsilon: Double
    let delta: Double

    func hash(into hasher: inout Hasher) {
      hasher.combine(ledger.entries.count)
      hasher.combine(ledger.entries.last)
      hasher.combine(epsilon)
    }
  }

  /// Of this process.
  static let shared = KnownLosses()

  /// A few: after thousands of rounds an account is not small.
  private static let capacity = 8
  private let exceeded = Mutex<[Question: Bool]>([:])
  private let epsilons = Mutex<[Question: Double]>([:])

  /// As ``Ledger/wouldExceed(_:next:against:)``, against the coalition.
  func wouldExceed(_ ledger: Ledger, _ budget: PrivacyBudget, next: LedgerEntry) -> Bool {
    let question = Question(
      ledger: ledger, next: next, epsilon: budget.epsilon, delta: budget.delta)
    return answer(question, in: exceeded) { ledger.wouldExceed(budget, next: next) }
  }

  /// As ``Ledger/epsilon(delta:against:)``, against the coalition.
  func epsilon(_ ledger: Ledger, delta: Double) -> Double {
    let question = Question(ledger: ledger, next: nil, epsilon: 0, delta: delta)
    return answer(question, in: epsilons) {
      ledger.epsilon(delta: delta, against: .coalition).epsilon
    }
  }

  /// What is known, or computed now. Outside the lock: two threads that ask at once both compute.
  private func answer<Answer: Sendable>(
    _ question: Question, in known: borrowing Mutex<[Question: Answer]>, compute: () -> Answer
  ) -> Answer {
    if let answer = known.withLock({ $0[question] }) { return answer }
    let answer = compute()
    known.withLock { known in
      if known.count >= Self.capacity { known.removeAll() }
      known[question] = answer
    }
    return answer
  }
}
