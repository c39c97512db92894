/// The five words of an audit.
public enum Word: String, Codable, Sendable, CaseIterable {
  /// Checked, and right.
  case ok
  /// Checked, and wrong: somebody did what the protocol forbids, or a file was altered.
  case fail = "FAIL"
  /// Not here, or not here completely: decided when it arrives.
  case wait
  /// Not asked for, pruned, or no key.
  case skip
  /// Worth knowing; decides nothing.
  case note
}
