import Artifacts
import DifferentialPrivacy
import Rounds

/// Adds up the charges of the chain of results, round by round.
struct BudgetReader {
  /// Points of a curve; each takes an accountant's transform.
  static let mostPoints = 48
  private let plan: Plan
  private let audit: LedgerAudit
  private let chain: [KnownResult]
  private let isComplete: Bool

  /// Follows the chain back from the newest audited result; `nil` where none passes.
  init?(_ walk: RoundWalk) {
    guard let newest = walk.results.keys.max(), let tip = walk.results[newest] else { return nil }
    plan = walk.manifest.content.plan
    audit = LedgerAudit(
      library: walk.library, restarts: walk.history.followed, folders: walk.folders)
    let (results, fault) = audit.chain(to: tip)
    chain = results
    isComplete = fault == nil
  }

  /// What the rounds cost in which a hospital took part; `nil` where results are missing.
  ///
  /// - Parameter whole: the curve of all rounds, which is that of who took part in all.
  func epsilon(of member: MemberID, in whole: BudgetCurve) -> Double? {
    guard isComplete else { return nil }
    let own = audit.own(ledgerOf: member, chain)
    guard own.entries.count < chain.reduce(0, { $0 + $1.content.ledger.count }) else {
      return whole.last?.colluders
    }
    return LedgerAudit.rounded(
      own.epsilon(delta: plan.privacy.delta.value, against: .coalition))
  }

  /// The curve.
  func curve() -> BudgetCurve {
    var ledger = Ledger()
    var points: [BudgetCurve.Point] = []
    let results = chain.map(\.content).filter { $0.round > 0 }
    let shown = Self.places(results.count)
    for (index, result) in results.enumerated() {
      for entry in result.ledger { ledger.append(entry) }
      guard shown.contains(index) else { continue }
      let delta = plan.privacy.delta.value
      points.append(
        BudgetCurve.Point(
          round: result.round,
          colluders: LedgerAudit.rounded(ledger.epsilon(delta: delta, against: .coalition)),
          others: LedgerAudit.rounded(ledger.epsilon(delta: delta, against: .outsideWorld))))
    }
    return BudgetCurve(
      points: points, limit: plan.privacy.epsilon.value,
      roundsWithoutNoise: ledger.roundsWithoutNoise, isComplete: isComplete)
  }

  /// Which of so many rounds are shown: all, or evenly spread with the first and the last.
  static func places(_ count: Int) -> Set<Int> {
    guard count > mostPoints else { return Set(0..<count) }
    return Set((0..<mostPoints).map { $0 * (count - 1) / (mostPoints - 1) })
  }
}
