/// The form of messages on standard error.
public enum LogFormat: String, CaseIterable, Sendable {
  /// One line of text per event.
  case text
  /// One JSON object per event.
  case json
}
