/// OpenBLAS cannot be loaded.
public struct LinearAlgebraError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is missing, and what the system's loader says.
  public let message: String

  init(_ reason: String) {
    message = "OpenBLAS, which models with convolutions need, cannot be loaded: \(reason)"
  }

  /// What to do next.
  public var remedy: String { "apt-get install libopenblas0, or check LD_LIBRARY_PATH" }

  /// The message and the remedy in one line.
  public var description: String { "\(message); \(remedy)" }
}
