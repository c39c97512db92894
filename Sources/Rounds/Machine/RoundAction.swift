import Artifacts

/// What a member does next.
public enum RoundAction: Sendable, Equatable {
  /// Publish the outcome of a closed round: result, commit, model.
  case publishOutcome(Int)
  /// Train, add noise, mask, seal, sign, charge, publish.
  case publishMasked
  /// Sign a choice in a ballot.
  case publishVote(Int, Choice)
  /// Propose a choice to the others as the leader of a ballot.
  case publishCut(Int, Choice)
  /// Reveal the shares for a choice whose files are all held.
  case publishUnmask(Int, Choice)
  /// Copy a masked file that others cannot see into the own folder.
  case relay(MemberID)
  /// Copy the unmask files that ended the round before, for those who cannot see them.
  case relayEnd
  /// Publish proof of an offence.
  case publishEvidence(Offence)
  /// Enter the consortium again with fresh keys.
  case enrol
  /// Publish that this member takes no further part.
  case leave(StopReason)
  /// End the round as chosen; the next round's basis follows.
  case close(Choice)
  /// Nothing to do before others act or time passes.
  case wait(RoundWait)
  /// A quorum stands on another result than this member derived.
  case refuse
  /// No further round.
  case stop(StopReason)
}
