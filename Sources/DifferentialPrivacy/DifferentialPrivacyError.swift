/// Why numbers of the privacy mechanism cannot be used.
///
/// Every one of them comes from a plan, a manifest or a ledger, so the messages may be shown and
/// logged: they hold no count and no value of a hospital's own data.
public struct DifferentialPrivacyError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What kind of failure it is; stable, for programs.
  public enum Code: String, Sendable {
    /// The sampling rate is not in (0, 1].
    case invalidSamplingRate
    /// The noise multiplier is negative, not a number or beyond all use.
    case invalidNoiseMultiplier
    /// The clip norm is not a positive number.
    case invalidClipNorm
    /// The scale of the integer noise is outside the range that the proof covers.
    case invalidScale
    /// The number of noise shares is impossible.
    case invalidShares
    /// The bound on one record's integer norm is impossible.
    case invalidSensitivity
    /// Epsilon or delta of a budget is impossible.
    case invalidBudget
    /// The number of steps is negative, or none where one is needed.
    case invalidSteps
    /// The ring is neither Z_2^32 nor Z_2^64.
    case invalidRing
    /// No noise multiplier within reach keeps the budget.
    case unreachableBudget
  }

  /// What kind of failure it is.
  public let code: Code
  /// What is wrong, and where.
  public let message: String
  /// What to do next.
  public let remedy: String

  /// One line for logs and terminals.
  public var description: String { "\(message) (\(remedy))" }

  init(_ code: Code, _ message: String, remedy: String) {
    self.code = code
    self.message = message
    self.remedy = remedy
  }
}
