import Artifacts
import Sodium

/// What the journal remembers of the member's own acts; survives a crash.
public struct RoundMemory: Sendable {
  /// The member.
  public var member: MemberID
  /// Slots of the current round that the member has signed.
  public var signed: Set<Slot>
  /// The outcome of the round before, as this member derived it.
  public var previous: Previous
  /// Why this member starts no further round, if it does not.
  public var stop: StopReason?

  /// The closed round: who leads its publication, what its files must hash to.
  public struct Previous: Sendable {
    /// The round that was closed; 0 for genesis.
    public var round: Int
    /// Who publishes its outcome.
    public var leader: MemberID
    /// Digest of its `result.json`.
    public var result: Digest
    /// Digest of the next round's `commit.json`.
    public var commit: Digest
    /// Digest of the model after it.
    public var model: Digest
    /// Whether this member has published them, with the model.
    public var isPublished: Bool

    /// Describes a closed round.
    public init(
      round: Int, leader: MemberID, result: Digest, commit: Digest, model: Digest,
      isPublished: Bool
    ) {
      self.round = round
      self.leader = leader
      self.result = result
      self.commit = commit
      self.model = model
      self.isPublished = isPublished
    }
  }

  /// Makes a memory.
  public init(
    member: MemberID, signed: Set<Slot> = [], previous: Previous, stop: StopReason? = nil
  ) {
    self.member = member
    self.signed = signed
    self.previous = previous
    self.stop = stop
  }
}
