import Sodium

/// One thing in which two copies of a shared directory differ, and what explains it.
public struct FolderDifference: Codable, Sendable, Equatable {
  /// What kind of difference it is.
  public enum Kind: String, Codable, Sendable {
    /// Two different versions of one slot, both correctly signed.
    case equivocation
    /// One copy is what was signed, the other is not.
    case altered
    /// Both copies are here and differ, and nothing says which is right.
    case differs
    /// One copy holds part of it: cut short, or without its other half.
    case incomplete
    /// One copy does not hold it.
    case missing

    /// Whether time and a transport alone can bring it about.
    var isOfTransit: Bool { self == .missing || self == .incomplete }
  }

  /// What kind of difference it is.
  public let kind: Kind
  /// The file, below both directories.
  public let file: String
  /// Who signed it, or in whose name it lies.
  public let signer: String
  /// What the first directory holds: a digest, or why there is none.
  public let first: String
  /// What the second directory holds.
  public let second: String
  /// Which directory lacks it, 1 or 2; `nil` where both hold something whole.
  public let lacking: Int?
  /// Whether a transfer that is still under way explains it.
  public let isExplainedByTransit: Bool
  /// What explains it, or what does not.
  public let judgement: String
  /// What to do next.
  public let next: String
}
