import DifferentialPrivacy
import Dispatch
import ModelUpdate
import Synchronization

/// The epsilon of many ledgers at once: the accountant takes a good part of a second for each.
struct RunningEpsilons {
  private let values: [Key: Real]

  private struct Key: Hashable {
    let ledger: Ledger
    let observer: Observer
  }

  /// Computes every ledger's epsilon against both observers, equal ones once.
  init(_ ledgers: [Ledger], delta: Double) {
    let jobs = Array(
      Set(
        ledgers.flatMap { ledger in Observer.allCases.map { Key(ledger: ledger, observer: $0) } }))
    let found = Mutex<[Key: Real]>([:])
    DispatchQueue.concurrentPerform(iterations: jobs.count) { index in
      let key = jobs[index]
      let guarantee = LedgerCosts.epsilon(key.ledger, delta: delta, against: key.observer)
      // An infinite one has no form in files, and stays out.
      guard let value = try? Real(checking: LedgerAudit.rounded(guarantee)) else { return }
      found.withLock { $0[key] = value }
    }
    values = found.withLock { $0 }
  }

  /// Epsilon with three decimals, never rounded down; `nil` where it is infinite.
  func epsilon(_ ledger: Ledger, against observer: Observer) -> Real? {
    values[Key(ledger: ledger, observer: observer)]
  }
}
