import Artifacts
import Rounds
import Sodium

/// How far this hospital has come: the last closed round, and what it knows of who has entered.
///
/// Written durably when a round is closed; the model lies beside it as safetensors and matches
/// the digest in the result.
struct Tip: Codable, Hashable, Sendable {
  /// The closed round's `result.json`, canonical text.
  let result: String
  /// When this hospital closed it, by its own clock; the next round's patience runs from here.
  let since: ClockReading
  /// The highest incarnation of each member that was ever in a roster known here, that of the next
  /// round included. An enrolment counts once.
  let entered: [MemberID: Int]
  /// The same before this round was closed: secrets of these enrolments are used up.
  let enteredBefore: [MemberID: Int]

  /// Where a hospital stands that came to know a result.
  init(_ result: ResultDocument, bytes: [UInt8], since: ClockReading, after before: Tip?) {
    self.result = String(decoding: bytes, as: UTF8.self)
    self.since = since
    enteredBefore = before?.entered ?? [:]
    entered = enteredBefore.merging(result.roster.members.mapValues(\.incarnation)) { max($0, $1) }
  }

  /// The result's bytes; their digest is K of the round in work.
  var resultBytes: [UInt8] { [UInt8](result.utf8) }

  /// The decoded result.
  func document() throws(Rejection) -> ResultDocument {
    try CanonicalJSON.decode(ResultDocument.self, from: resultBytes, file: "tip")
  }
}
