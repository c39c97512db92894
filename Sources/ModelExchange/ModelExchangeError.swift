/// Why a model file could not be read or written, and what to do about it.
public struct ModelExchangeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of refusal, stable across versions.
  public enum Code: String, Hashable, Sendable {
    /// The file is not a model that this program exported, or it is damaged.
    case notOurs
    /// The file was written by another version of the format.
    case version
    /// The parts of a model contradict each other.
    case contradiction
  }

  /// The kind of refusal.
  public let code: Code
  /// What is wrong and where.
  public let message: String
  /// What to do next.
  public let remedy: String

  init(_ code: Code, _ message: String, remedy: String) {
    self.code = code
    self.message = message
    self.remedy = remedy
  }

  /// The message and the remedy in one line.
  public var description: String { "\(message); \(remedy)" }
}
