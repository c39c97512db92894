/// What this module refuses, and what to do about it.
public struct ModelUpdateError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of refusal, stable across versions.
  public enum Code: String, Hashable, Sendable {
    /// The architecture contradicts itself or passes a limit.
    case invalidArchitecture
    /// The update rule has a value outside its range.
    case invalidRule
    /// A number is not finite or not in its canonical form.
    case invalidNumber
    /// An array has another length than the model or the rule asks for.
    case sizeMismatch
    /// The update would make a parameter infinite or not a number.
    case diverged
    /// The bytes are not a canonical model file.
    case invalidFile
  }

  /// The kind of refusal.
  public let code: Code
  /// What is wrong and where; never a secret, never patient data.
  public let message: String
  /// What to do next.
  public let remedy: String

  /// Makes an error from its three parts.
  public init(_ code: Code, _ message: String, remedy: String) {
    self.code = code
    self.message = message
    self.remedy = remedy
  }

  /// The message and the remedy in one line.
  public var description: String { "\(message); \(remedy)" }
}
