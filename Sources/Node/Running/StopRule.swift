import Artifacts
import Rounds

/// Why a hospital starts no further round, as plan, budget and its own people decide.
struct StopRule {
  let hospital: Hospital
  let plan: Plan

  /// - Parameters:
  ///   - closed: the last closed round.
  ///   - basis: the round that would be next; `nil` where none can be.
  ///   - purse: asked for only where a round is not paid for yet: to add up a long account takes
  ///     longer with every round.
  func reason(
    closed: Int, basis: RoundBasis?, purse: () throws -> PrivacyPurse
  ) throws -> StopReason? {
    if closed >= RoundSchedule(plan).lastRound { return .planCompleted }
    if hospital.settings.isLeaving { return .leaving }
    if try hospital.pausedSince() != nil { return .paused }
    // What is signed was charged before.
    guard let basis, try !hospital.signedSlots(round: basis.round).contains(.masked) else {
      return nil
    }
    let slot = Place(member: hospital.id, round: basis.round, slot: .masked).key
    return try purse().refusal(of: basis, slot: slot)
  }
}
