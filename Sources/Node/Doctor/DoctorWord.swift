/// What the doctor says of one thing in one word.
public enum DoctorWord: String, Codable, Sendable, CaseIterable {
  /// Looked at, and nothing to do.
  case ok
  /// The node works, and somebody should look at it.
  case note
  /// The node would end, or lose what it writes.
  case fail = "FAIL"
  /// Could not be looked at, and why.
  case skip
}
