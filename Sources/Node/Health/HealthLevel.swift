/// How a hospital's node does, as monitoring plug-ins say it: the raw value is the exit code
/// (Monitoring Plugins Development Guidelines, section 2.3).
public enum HealthLevel: Int32, Sendable, Comparable, CaseIterable {
  /// Nothing to do.
  case ok = 0
  /// Somebody should look.
  case warning = 1
  /// It does not go on before somebody acts.
  case critical = 2
  /// It could not be found out.
  case unknown = 3

  /// The word at the start of the line.
  public var word: String {
    switch self {
    case .ok: "OK"
    case .warning: "WARNING"
    case .critical: "CRITICAL"
    case .unknown: "UNKNOWN"
    }
  }

  /// One line for `--help`.
  public var explanation: String {
    switch self {
    case .ok: "runs, or has finished"
    case .warning: "a person is awaited, the others are silent, or the budget is nearly spent"
    case .critical: "the node does not run or cannot go on"
    case .unknown: "it could not be found out"
    }
  }

  /// The order of urgency.
  public static func < (left: HealthLevel, right: HealthLevel) -> Bool {
    left.rawValue < right.rawValue
  }
}
