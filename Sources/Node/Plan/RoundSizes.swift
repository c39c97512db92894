import Artifacts
import DifferentialPrivacy
import Rounds
import SecureAggregation

/// What the rounds of a plan take on disks, from public numbers alone.
///
/// Sealed files are exact. The text beside them is reckoned for a round with everybody present,
/// from above: it matters only where the model is small.
struct RoundSizes {
  private let arithmetic: RoundArithmetic
  private let members: Int
  private let readers: Int
  private let roster: RoundParameters
  /// One model, sealed.
  let model: Int

  /// - Parameters:
  ///   - members: hospitals of the consortium.
  init(_ plan: Plan, members: Int) throws(Rejection) {
    arithmetic = try RoundArithmetic(plan)
    self.members = members
    readers = members + plan.auditors.count
    roster = try arithmetic.parameters(n: members, of: members)
    model = try arithmetic.sealedModelSize(readers: readers)
  }

  /// The last round.
  var lastRound: Int { arithmetic.schedule.lastRound }

  /// One hospital's sealed vector of a round of some kind.
  func vector(_ kind: LedgerEntry.Kind) -> Int {
    SealedFile.size(plaintext: arithmetic.count(kind) * arithmetic.ring.bytes, readers: readers)
  }

  /// One hospital's statements and signatures of a round.
  var text: Int {
    let rows = 1 + members + (members - roster.smallestSet)
    let commitments = members > PairDealing.feldmanLimit ? members : roster.quorum
    let masked = rows * commitments * 68 + members * (rows * 43 + 260) + 1_800
    let unmask = members * (rows * 70 + 180) + 1_500
    return masked + unmask + 1_000
  }

  /// What the leader publishes beside the model: result, commitment, statement of the model.
  var outcomeText: Int { 5_000 + members * 900 }

  /// What the shared directory gets in one round of a kind, of all hospitals together.
  func shared(_ kind: LedgerEntry.Kind) -> Int {
    members * (vector(kind) + text) + model + outcomeText
  }

  /// What the shared directory gets in the rounds after one, in all that are left or in some.
  func shared(after round: Int, rounds: Int? = nil) -> Int {
    sum(after: round, rounds) { shared($0) }
  }

  /// What one hospital's private state gets in the rounds after one: what it signs, as if it led
  /// them all, and the others' statements.
  func kept(after round: Int, rounds: Int? = nil) -> Int {
    sum(after: round, rounds) { vector($0) + members * text + model + outcomeText }
  }

  /// What a private state holds besides while rounds run: sealed copies of others' vectors of two
  /// rounds, and models.
  var working: Int {
    2 * members * (LedgerEntry.Kind.allCases.map { vector($0) }.max() ?? 0) + 3 * model
  }

  /// Files that the shared directory gets in the rounds after one.
  func files(after round: Int) -> Int { max(0, lastRound - round) * (5 * members + 8) }

  private func sum(
    after round: Int, _ rounds: Int?, _ size: (LedgerEntry.Kind) -> Int
  ) -> Int {
    let schedule = arithmetic.schedule
    let last = rounds.map { min(lastRound, round + $0) } ?? lastRound
    return LedgerEntry.Kind.allCases.reduce(0) { total, kind in
      let left =
        schedule.count(kind, through: last) - schedule.count(kind, through: min(round, last))
      return total + left * size(kind)
    }
  }
}
