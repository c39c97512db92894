import Sodium

/// What an audit found out about one round, in one row: for tables and pages.
public struct AuditedRound: Codable, Sendable, Equatable {
  /// How a round ended.
  public enum Outcome: String, Codable, Sendable {
    /// Everybody expected is in the sum.
    case full
    /// Some of those expected are not in the sum.
    case cut
    /// Nothing was opened; the model stays.
    case void
    /// A sum was opened that is no update; the model stays.
    case unusable
    /// People went on from an earlier result.
    case restart
    /// Left behind by a restart.
    case abandoned
    /// In work, or not decided by what lies here.
    case open
  }

  /// What a hospital was in a round.
  public enum Part: String, Codable, Sendable {
    /// In the sum; of a void round: among those that go on.
    case inside = "in"
    /// Expected, and not in the sum.
    case outside = "out"
    /// Not expected: not in the round's roster.
    case notExpected = "none"
    /// Expected; the round has not ended.
    case expected
  }

  /// The round.
  public let round: Int
  /// `training`, `census` or `evaluation`.
  public let kind: String
  /// How it ended.
  public let outcome: Outcome
  /// The members by rank in the leader draw, recomputed; empty where nothing was drawn.
  public let leaders: [String]
  /// Who published the result, sorted.
  public let publishers: [String]
  /// What each member of the manifest was.
  public let parts: [String: Part]
  /// Digest of the result, where it is certain.
  public let result: Digest?
  /// Digest of the model after the round, where it is certain.
  public let model: Digest?
  /// Who was expected, in, out and why: the sentence of the audit.
  public let participants: String?
  /// The worst word that was said of the round.
  public let word: Word
}
