import DifferentialPrivacy
import Testing

@testable import Node

/// What is remembered of the accountants is what they say.
@Suite struct KnownLossesTests {
  private func entry(noise: Double) throws -> LedgerEntry {
    try LedgerEntry(
      kind: .training, sampling: PoissonSampling(rate: 0.1), variance: 1 << 32,
      sensitivity: Int64(65536 * 1.4 / noise), shares: 3, colluders: 1)
  }

  @Test func answersAreThoseOfTheAccount() throws {
    let known = KnownLosses()
    let (weak, strong) = (try entry(noise: 1), try entry(noise: 2))
    let accounts = [Ledger(), Ledger([weak]), Ledger([strong, weak]), Ledger([weak, strong])]
    // Asked twice: the second answer is remembered.
    for _ in 0..<2 {
      for account in accounts {
        for delta in [1e-5, 1e-3] {
          #expect(
            known.epsilon(account, delta: delta)
              == account.epsilon(delta: delta, against: .coalition).epsilon)
          for epsilon in [0.1, 0.5, 1, 4] {
            let budget = try PrivacyBudget(epsilon: epsilon, delta: delta)
            for next in [weak, strong] {
              #expect(
                known.wouldExceed(account, budget, next: next)
                  == account.wouldExceed(budget, next: next), "\(epsilon) \(delta)")
            }
          }
        }
      }
    }
  }
}
