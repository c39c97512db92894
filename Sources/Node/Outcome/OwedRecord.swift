import Artifacts
import Rounds
import Sodium

/// The outcome of a closed round, kept until somebody's complete copy lies in the shared folder.
struct OwedRecord: Codable, Hashable, Sendable {
  /// The closed round.
  let round: Int
  /// Its `result.json`, canonical text.
  let result: String
  /// The next round's `commit.json`, canonical text.
  let commit: String
  /// Who publishes, in turn.
  let ranking: [MemberID]
  /// When this hospital closed the round.
  let since: ClockReading

  /// Keeps an outcome.
  init(_ outcome: RoundOutcome, ranking: [MemberID], since: ClockReading) {
    round = outcome.result.round
    result = String(decoding: outcome.resultBytes, as: UTF8.self)
    commit = String(decoding: CanonicalJSON.encode(outcome.commit), as: UTF8.self)
    self.ranking = ranking
    self.since = since
  }

  /// The decoded result.
  func resultDocument() throws(Rejection) -> ResultDocument {
    try CanonicalJSON.decode(ResultDocument.self, from: [UInt8](result.utf8), file: "owed")
  }

  /// The decoded commit.
  func commitDocument() throws(Rejection) -> CommitDocument {
    try CanonicalJSON.decode(CommitDocument.self, from: [UInt8](commit.utf8), file: "owed")
  }

  /// BLAKE2b-256 of the result.
  var resultDigest: Digest { Digest(hashing: [UInt8](result.utf8)) }

  /// What the published files must hash to.
  func derived() throws(Rejection) -> DerivedOutcome {
    DerivedOutcome(try resultDocument(), digest: resultDigest)
  }

  /// The duty of a member.
  func duty(of member: MemberID, now: ClockReading) -> OwedOutcome {
    OwedOutcome(
      round: round, rank: ranking.firstIndex(of: member), age: now.seconds(since: since))
  }
}
