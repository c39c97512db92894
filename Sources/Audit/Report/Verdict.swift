/// What an audit says in the end: two questions kept apart.
public struct Verdict: Codable, Sendable, Equatable {
  /// The one word for both questions together.
  public enum Outcome: String, Codable, Sendable {
    /// Nothing present is wrong, nothing announced is missing.
    case verified
    /// Something present is wrong.
    case violated
    /// Something announced is missing.
    case incomplete
  }

  /// The one word.
  public let verdict: Outcome
  /// Whether nothing that is present is wrong.
  public let integrity: Bool
  /// Whether nothing that is announced is missing.
  public let completeness: Bool
  /// How often each word was said.
  public let counts: [String: Int]

  /// Draws the verdict from findings.
  init(_ findings: [Finding]) {
    integrity = !findings.contains { $0.word == .fail }
    completeness = !findings.contains { $0.word == .wait }
    verdict = !integrity ? .violated : completeness ? .verified : .incomplete
    counts = Dictionary(grouping: findings, by: \.word.rawValue).mapValues(\.count)
  }

  /// 0 verified, 1 violated, 2 incomplete.
  public var exitCode: Int32 {
    switch verdict {
    case .verified: 0
    case .violated: 1
    case .incomplete: 2
    }
  }
}
