import Artifacts
import Sodium

/// When a hospital signed a statement, by its clock, and when it came to be here, by this one's.
struct SeenStatement: Hashable {
  let member: MemberID
  /// Seconds since 1970, whole, by its author's clock.
  let created: Double
  /// Seconds since 1970: the time of change of its file, corrected by what the file system's clock is
  /// ahead. On one common disk it is when the file was written there.
  let changed: Double
  /// The program that signed it.
  let software: String
  /// What it acts on, and its own digest.
  let sees: [Digest], digest: Digest
}
