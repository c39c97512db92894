import Artifacts
import Rounds

/// Why a hospital starts no further round, as plan, budget and its own people decide.
struct StopRule {
  let hospital: Hospital
  let plan: Plan

  /// - Parameters:
  ///   - closed: the last closed round.
  ///   - basis: the round that would be next; `nil` where none can be.
  func reason(closed: Int, basis: RoundBasis?, purse: PrivacyPurse) throws -> StopReason? {
    if closed >= RoundSchedule(plan).lastRound { return .planCompleted }
    if hospital.settings.isLeaving { return .leaving }
    guard let basis else { return nil }
    let slot = Place(member: hospital.id, round: basis.round, slot: .masked).key
    return try purse.refusal(of: basis, slot: slot)
  }
}
