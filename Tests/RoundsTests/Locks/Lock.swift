import Artifacts
import Rounds

/// A lock that a test takes away: the real machine is asked once more with a memory that has
/// forgotten what the lock looks at, and only the deeds that the lock forbids are taken from that
/// answer. Every other lock stays.
enum Lock: Sendable, CaseIterable {
  /// L2: no ballot 0 after a vote.
  case ballotZeroBeforeVotes
  /// L3: a vote only in a rising ballot.
  case risingVotes
  /// L3: no vote after an unmask.
  case noVoteAfterUnmask
  /// L4: no unmask in a ballot below the own highest vote.
  case unmaskAboveVotes
  /// L4: one unmask in a round.
  case unmaskOnce

  /// Whether the lock is about a deed.
  func forbids(_ deed: Deed) -> Bool {
    switch self {
    case .ballotZeroBeforeVotes: !deed.isVote && deed.ballot == 0
    case .risingVotes, .noVoteAfterUnmask: deed.isVote
    case .unmaskAboveVotes: !deed.isVote && deed.ballot > 0
    case .unmaskOnce: !deed.isVote
    }
  }

  /// The memory without what the lock looks at.
  func forgotten(_ memory: RoundMemory) -> RoundMemory {
    var memory = memory
    switch self {
    case .ballotZeroBeforeVotes, .risingVotes, .unmaskAboveVotes: memory.votes = [:]
    case .noVoteAfterUnmask, .unmaskOnce: memory.unmasked = nil
    }
    return memory
  }
}
