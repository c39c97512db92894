/// OpenBLAS cannot be loaded.
public struct LinearAlgebraError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What the system's loader says.
  public let message: String

  init(_ message: String) {
    self.message = message
  }

  /// What to do next.
  public var remedy: String { "install OpenBLAS, Debian's package libopenblas0" }

  /// The message and the remedy in one line.
  public var description: String { "\(message); \(remedy)" }
}
