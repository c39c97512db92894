/// What keeps an audit from starting: exit code, what is wrong, what to do next.
public struct AuditError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The exit code after BSD's sysexits: 64 usage, 66 missing, 74 I/O.
  public let status: Int32
  /// What is wrong, and where.
  public let message: String
  /// What to do next.
  public let remedy: String

  /// Makes an error.
  public init(_ status: Int32, _ message: String, remedy: String) {
    self.status = status
    self.message = message
    self.remedy = remedy
  }

  /// Two lines for a terminal.
  public var description: String { "\(message)\n  next: \(remedy)" }
}
