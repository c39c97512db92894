import Artifacts
import Rounds
import Sodium

/// How far this hospital has come: the last closed round, as it derived it itself.
///
/// Written durably when a round is closed; the model lies beside it as safetensors and matches
/// the digest in the result.
struct Tip: Codable, Hashable, Sendable {
  /// The closed round's `result.json`, canonical text.
  let result: String
  /// The next round's `commit.json`, canonical text.
  let commit: String
  /// Who publishes the closed round's outcome.
  let leader: MemberID

  /// Where a hospital stands that derived an outcome.
  init(_ outcome: RoundOutcome, leader: MemberID) {
    result = String(decoding: outcome.resultBytes, as: UTF8.self)
    commit = String(decoding: CanonicalJSON.encode(outcome.commit), as: UTF8.self)
    self.leader = leader
  }

  /// The result's bytes; their digest is K of the round in work.
  var resultBytes: [UInt8] { [UInt8](result.utf8) }
  /// The commit's bytes.
  var commitBytes: [UInt8] { [UInt8](commit.utf8) }

  /// The decoded result.
  func document() throws(Rejection) -> ResultDocument {
    try CanonicalJSON.decode(ResultDocument.self, from: resultBytes, file: "tip.json")
  }
}
