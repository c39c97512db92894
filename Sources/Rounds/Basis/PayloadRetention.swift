import Artifacts

/// For how many further rounds sealed files are kept: by everybody, as the plan says, or by a member
/// that keeps them longer.
///
/// A model is kept one round longer than vectors, so that every round whose vectors are kept can be
/// recomputed from the model before it.
public struct PayloadRetention: Hashable, Sendable {
  /// The fewest rounds that a plan may name: whoever was away, and whoever restarts, goes on from the
  /// newest rounds.
  public static let fewestRounds = 10

  /// How many rounds have to be closed after one before its vectors may go.
  public let rounds: Int

  /// What a member keeps by its own choice.
  public init(rounds: Int) { self.rounds = rounds }

  /// What a plan asks of everybody; `nil` where all is kept for ever.
  public init?(_ plan: Plan) {
    guard let rounds = plan.rounds.keepPayloads, rounds >= Self.fewestRounds else { return nil }
    self.rounds = rounds
  }

  /// Whether the sealed file of a slot may be gone.
  ///
  /// - Parameters:
  ///   - slot: what pins it; a copy of a masked file counts as the original does.
  ///   - round: the round in whose folder it lies.
  ///   - closed: the newest round whose outcome is known.
  public func isOver(_ slot: Slot, of round: Int, closed: Int) -> Bool {
    switch slot {
    case .masked, .relay: round <= closed - rounds
    case .model: round < closed - rounds
    default: false
    }
  }
}
