/// What this module refuses, and what to do about it.
public struct LearningError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of refusal, stable across versions.
  public enum Code: String, Hashable, Sendable {
    /// The architecture is invalid.
    case invalidArchitecture
    /// Features, labels and shape do not fit each other or the model.
    case invalidExamples
    /// The parameters are not as many as the model has.
    case sizeMismatch
    /// The clip norm or the grid step is unusable.
    case invalidClipping
    /// OpenBLAS is not installed.
    case missingLibrary
  }

  /// The kind of refusal.
  public let code: Code
  /// What is wrong and where; never patient data.
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
