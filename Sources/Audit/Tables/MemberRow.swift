import Sodium

/// A hospital of the manifest, or an auditor, as the files tell of it.
public struct MemberRow: Codable, Sendable, Equatable {
  /// What somebody is in a consortium.
  public enum Role: String, Codable, Sendable {
    /// A hospital that wrote manifest and genesis as well.
    case founder
    /// A hospital.
    case member
    /// Opens sealed files and takes part in nothing.
    case auditor
  }

  /// A departure by file.
  public struct Departure: Codable, Sendable, Equatable {
    /// The entry that ended.
    public let incarnation: Int
    /// Why, in one word.
    public let reason: String
  }

  /// The name.
  public let name: String
  /// What it is.
  public let role: Role
  /// What people compare by telephone; a hospital's only.
  public let fingerprint: String?
  /// The minisign key of a hospital, the sealing key of an auditor.
  public let key: String
  /// The entries with which it changed its key, each signed with the key of before.
  public let keyChanges: [Int]
  /// Whether its consent to exactly this manifest is here; a hospital's only.
  public let approved: Bool?
  /// The entries by which it took part, from 1, as rosters and files name them.
  public let incarnations: [Int]
  /// The entries that it ended.
  public let departures: [Departure]
  /// Whether it announced its last round in its newest masked file.
  public let isLeaving: Bool
  /// The rounds in whose roster it was.
  public let expected: [Int]
  /// The rounds in whose sum it is, or which it went on from void.
  public let inside: [Int]
  /// The evidence that convicts it, without ending.
  public let convictedBy: [String]
  /// Who has signed that it shall be out, itself where it revoked its key; enough of them or not.
  public let unwantedBy: [String]
  /// Its newest statement that lies here.
  public let newest: HeadRow?
}
