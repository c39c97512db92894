import Artifacts
import DifferentialPrivacy

/// What a rehearsal measured; the numbers of the data are for the hospital's own screen.
public struct RehearsalReport: Encodable, Sendable {
  /// From where the plan is.
  let origin: String
  let title: String
  let member: MemberID
  let hospitals: Int
  let data: Data
  let rounds: [RehearsedRound]
  /// The plan's rounds, and what they would take; by kind, where a round of it was rehearsed.
  let plan: Whole
  let memory: Memory
  /// What this hospital would publish, the outcome of a round that it leads included.
  let files: [RehearsedFile]

  /// This hospital's data.
  struct Data: Encodable, Hashable {
    let examples: Int
    let records: Int
    let training: Int
    let heldOut: Int
    /// Whether a record is a patient.
    let ofPatients: Bool
    /// Milliseconds to read and decode them, without a cache.
    let loading: Int
    /// What a person should know of them.
    let notes: [String]
  }

  /// All rounds of the plan.
  struct Whole: Encodable, Hashable {
    let rounds: Int
    /// Milliseconds of this hospital's computing.
    let computing: Int
    /// Kinds of rounds that were not rehearsed and are reckoned as one of training.
    let reckoned: [String]
    /// Bytes that the shared directory gets, reckoned from above.
    let shared: Int
    /// Bytes that this hospital's state gets, reckoned from above.
    let state: Int
  }

  /// The most memory of this process so far, in bytes; left out where the system does not tell.
  struct Memory: Encodable, Hashable {
    /// With the data loaded.
    let loaded: Int?
    /// When this hospital's first masked file was published.
    let masked: Int?
    /// In the end, the peers and their files included.
    let all: Int?
  }

  /// One JSON object, canonical.
  public var json: String {
    String(decoding: CanonicalJSON.encode(self).dropLast(), as: UTF8.self)
  }
}
