import Artifacts
import DifferentialPrivacy

/// What each round of a plan is for; it follows from the round's number alone.
///
///     census   training ... training  evaluation   training ... training  evaluation
///        1     <- evaluation.every ->              <- what is left ->
///
/// A round that ends void or unusable is not repeated: its number is spent, as its charge is.
public struct RoundSchedule: Sendable {
  private let plan: Plan

  /// The schedule of a plan.
  public init(_ plan: Plan) { self.plan = plan }

  /// The last round.
  public var lastRound: Int {
    censusRounds + plan.training.rounds + evaluations(after: plan.training.rounds)
  }

  /// What a round is for; rounds beyond the last would train.
  public func kind(of round: Int) -> LedgerEntry.Kind {
    guard round > censusRounds else { return .census }
    guard let every, round <= lastRound else { return .training }
    return round == lastRound || (round - censusRounds) % (every + 1) == 0 ? .evaluation : .training
  }

  /// The round of the census among those after one and up to another; `nil` where it is not among them.
  public func census(after tip: Int, through round: Int) -> Int? {
    tip < min(round, censusRounds) ? tip + 1 : nil
  }

  /// How many of the first rounds are of a kind; by default of all.
  public func count(_ kind: LedgerEntry.Kind, through round: Int? = nil) -> Int {
    let round = round ?? lastRound
    let census = min(censusRounds, max(0, round))
    let rest = max(0, round) - census
    let every = every ?? .max - 1
    let evaluations =
      round >= lastRound ? evaluations(after: plan.training.rounds) : rest / (every + 1)
    switch kind {
    case .census: return census
    case .evaluation: return evaluations
    case .training: return rest - evaluations
    }
  }

  /// A manifest that nobody has checked yet may say anything.
  private var every: Int? { plan.evaluation.map { max(1, $0.every) } }

  private var censusRounds: Int { plan.census == nil ? 0 : 1 }

  private func evaluations(after training: Int) -> Int {
    guard let every else { return 0 }
    return (training + every - 1) / every
  }
}
