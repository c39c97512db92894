import Artifacts
import Rounds
import SecureAggregation
import Sodium

/// Signed files of a round; what is not given is as it has to be.
extension RoundPlay {
  /// The pin of a sealed vector of this round; its digests are of nothing in particular.
  func payload(
    name: String = "masked.sealed", type: String? = nil, more bytes: Int = 0
  ) -> Payload {
    Payload(
      name: name,
      bytes: bytes
        + SealedFile.size(
          plaintext: rules.context.count * rules.context.ringWidth.bytes,
          readers: hospitals.manifest.content.readers.count),
      digest: .zero, plain: .zero, type: type ?? rules.payloadType)
  }

  /// Signs a masked file.
  func sign(
    _ body: MaskedBody, by id: MemberID, round: Int? = nil, K: Digest? = nil,
    incarnation: Int? = nil, sees: [Digest]? = nil, payload: [Payload]? = nil
  ) -> MaskedStatement {
    hospitals.sign(
      body, at: Place(member: id, round: round ?? basis.round, slot: .masked), K: K ?? basis.K,
      incarnation: incarnation ?? self.incarnation(of: id), sees: sees ?? [basis.K],
      payload: payload ?? [self.payload()])
  }

  /// Signs an unmask file.
  func sign(
    _ shares: RevealedShares?, by id: MemberID, ballot: Int = 0, choice: Choice? = nil,
    slot: Slot? = nil, K: Digest? = nil, incarnation: Int? = nil, sees: [Digest]? = nil,
    payload: [Payload] = [], heads: [MemberID: Head]? = nil
  ) -> UnmaskStatement {
    let choice = choice ?? .open(set())
    let seen = choice.set.masked.mapValues { Head(seq: 1, digest: $0) }
    // From ballot 1 on the certificate follows the set; of which votes, the rules do not ask.
    let certificate = ballot == 0 ? [] : [Digest(hashing: [1])]
    return hospitals.sign(
      UnmaskBody(ballot: ballot, choice: choice, shares: shares, heads: heads ?? seen),
      at: Place(member: id, round: basis.round, slot: slot ?? .unmask(ballot)), K: K ?? basis.K,
      incarnation: incarnation ?? self.incarnation(of: id),
      sees: sees ?? choice.set.digests + certificate, payload: payload)
  }

  /// Signs a vote.
  func vote(
    _ choice: Choice, by id: MemberID, ballot: Int = 1, slot: Slot? = nil, K: Digest? = nil,
    incarnation: Int? = nil, sees: [Digest]? = nil, payload: [Payload] = []
  ) -> VoteStatement {
    hospitals.sign(
      VoteBody(ballot: ballot, choice: choice),
      at: Place(member: id, round: basis.round, slot: slot ?? .vote(ballot)), K: K ?? basis.K,
      incarnation: incarnation ?? self.incarnation(of: id), sees: sees ?? choice.set.digests,
      payload: payload)
  }

  /// Signs a cut.
  func cut(
    _ choice: Choice, by id: MemberID, ballot: Int = 2, slot: Slot? = nil, K: Digest? = nil,
    sees: [Digest]? = nil, payload: [Payload] = []
  ) -> CutStatement {
    hospitals.sign(
      CutBody(ballot: ballot, choice: choice),
      at: Place(member: id, round: basis.round, slot: slot ?? .cut(ballot)), K: K ?? basis.K,
      incarnation: incarnation(of: id), sees: sees ?? choice.set.digests, payload: payload)
  }

  private func incarnation(of id: MemberID) -> Int {
    basis.roster.members[id]?.incarnation ?? 1
  }
}
