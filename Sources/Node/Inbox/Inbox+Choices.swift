import Artifacts
import Rounds
import Sodium

extension Inbox {
  /// The files of a choice, by member; all are here.
  func files(of choice: Choice) -> [MemberID: MaskedStatement] {
    choice.set.masked.compactMapValues { statements[$0] }
  }

  /// The unmask files for a choice.
  func unmasks(for choice: Choice) -> [UnmaskStatement] {
    unmasked.sorted { $0.key < $1.key }.compactMap { _, ballots in
      ballots.sorted { $0.key < $1.key }.first { $0.value.content.body.choice == choice }?.value
    }
  }

  /// What a ballot's quorum signed for a choice: votes of the ballot, unmask files of earlier ones.
  func certificate(_ ballot: Int, _ choice: Choice) -> [MemberID: Head] {
    var heads: [MemberID: Head] = [:]
    for (id, vote) in votes[ballot] ?? [:] where vote.content.body.choice == choice {
      heads[id] = Head(seq: vote.content.seq, digest: vote.digest)
    }
    for (id, ballots) in unmasked where heads[id] == nil {
      guard
        let first = ballots.sorted(by: { $0.key < $1.key })
          .first(where: { $0.key < ballot && $0.value.content.body.choice == choice })?.value
      else { continue }
      heads[id] = Head(seq: first.content.seq, digest: first.digest)
    }
    return heads
  }
}
