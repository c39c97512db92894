import Artifacts
import DifferentialPrivacy
import Rounds

/// Adds up the charges of the chain of results, round by round.
struct BudgetReader {
  /// Points of a curve; each takes an accountant's transform.
  static let mostPoints = 48
  private let plan: Plan
  /// The ledger after each round that is shown.
  private let steps: [(round: Int, ledger: Ledger)]
  /// Of the rounds in which each hospital took part; none where results are missing.
  private let own: [MemberID: Ledger]
  private let epsilons: RunningEpsilons
  private let isComplete: Bool

  /// Follows the chain back from the newest audited result; `nil` where none passes.
  init?(_ walk: RoundWalk) {
    guard let newest = walk.results.keys.max(), let tip = walk.results[newest] else { return nil }
    plan = walk.manifest.content.plan
    let (chain, fault) = walk.ledger.chain(to: tip)
    isComplete = fault == nil
    let results = chain.map(\.content).filter { $0.round > 0 }
    let shown = Self.places(results.count)
    var (ledger, steps) = (plan.ledger, [(round: Int, ledger: Ledger)]())
    for (index, result) in results.enumerated() {
      for entry in result.ledger { ledger.append(entry) }
      if shown.contains(index) { steps.append((result.round, ledger)) }
    }
    var own: [MemberID: Ledger] = [:]
    for member in walk.manifest.content.members where fault == nil {
      own[member.id] = walk.ledger.own(ledgerOf: member.id, chain)
    }
    epsilons = RunningEpsilons(
      steps.map(\.ledger) + own.values, delta: plan.privacy.delta.value)
    (self.steps, self.own) = (steps, own)
  }

  /// What the rounds cost in which a hospital took part; `nil` where results are missing.
  func epsilon(of member: MemberID) -> Double? { own[member].map { value($0, .coalition) } }

  /// The curve.
  func curve() -> BudgetCurve {
    BudgetCurve(
      points: steps.map { round, ledger in
        BudgetCurve.Point(
          round: round, colluders: value(ledger, .coalition), others: value(ledger, .outsideWorld))
      },
      limit: plan.privacy.epsilon.value,
      roundsWithoutNoise: steps.last?.ledger.roundsWithoutNoise ?? 0,
      roundsBefore: plan.follows?.chargedRounds ?? 0, isComplete: isComplete)
  }

  private func value(_ ledger: Ledger, _ observer: Observer) -> Double {
    epsilons.epsilon(ledger, against: observer)?.value ?? .infinity
  }

  /// Which of so many rounds are shown: all, or evenly spread with the first and the last.
  static func places(_ count: Int) -> Set<Int> {
    guard count > mostPoints else { return Set(0..<count) }
    return Set((0..<mostPoints).map { $0 * (count - 1) / (mostPoints - 1) })
  }
}
