import Sodium

/// A document of a round: no author, no time, the same bytes from whoever publishes it.
public protocol RoundDocument: Codable, Hashable, Sendable {
  /// Format version.
  var decaph: Int { get }
  /// Digest of the manifest.
  var session: Digest { get }
  /// The round.
  var round: Int { get }
  /// `commit` or `result`.
  var slot: String { get }
}

extension CommitDocument: RoundDocument {}
extension ResultDocument: RoundDocument {}
