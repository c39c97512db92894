import DifferentialPrivacy
import Synchronization

/// What ledgers cost, each reckoned once in a process.
///
/// Verdict, tables and pages ask for the same ledgers, and the accountant takes a good part of a
/// second for each. The answers depend on nothing but what is asked.
enum LedgerCosts {
  private struct Question: Hashable {
    let ledger: Ledger
    let delta: Double
    let observer: Observer
  }

  private struct Limit: Hashable {
    let ledger: Ledger
    let budget: PrivacyBudget
  }

  private static let epsilons = Mutex<[Question: PrivacyGuarantee]>([:])
  private static let verdicts = Mutex<[Limit: Bool]>([:])

  /// As `Ledger.epsilon(delta:against:)`.
  static func epsilon(
    _ ledger: Ledger, delta: Double, against observer: Observer
  ) -> PrivacyGuarantee {
    let question = Question(ledger: ledger, delta: delta, observer: observer)
    if let known = epsilons.withLock({ $0[question] }) { return known }
    let answer = ledger.epsilon(delta: delta, against: observer)
    epsilons.withLock { $0[question] = answer }
    return answer
  }

  /// As `Ledger.exceeds(_:against:)` for the tolerated colluders.
  static func exceeds(_ ledger: Ledger, _ budget: PrivacyBudget) -> Bool {
    let limit = Limit(ledger: ledger, budget: budget)
    if let known = verdicts.withLock({ $0[limit] }) { return known }
    let answer = ledger.exceeds(budget)
    verdicts.withLock { $0[limit] = answer }
    return answer
  }
}
