import Artifacts

/// What a member does next.
public enum RoundAction: Sendable, Equatable {
  /// Publish the outcome of the round before: result, commit, model.
  case publishOutcome
  /// Train, add noise, mask, seal, sign, charge, publish.
  case publishMasked
  /// Reveal the shares for a set of masked files that are all held.
  case publishUnmask(RoundSet)
  /// Open the set: seeds, sum, model; the next round's basis follows.
  case close(RoundSet)
  /// Nothing to do before others act.
  case wait(RoundWait)
  /// Somebody published an outcome that differs from the one derived here.
  case refuse(Place)
  /// No further round.
  case stop(StopReason)
}
