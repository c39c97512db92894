import SharedFolder

/// Reads the rounds of a command line.
public enum AuditScope {
  /// `round-12`, `12`, `round-000012` and `10..14`; several are joined to one span.
  ///
  /// - Throws: ``AuditError`` 64 naming the word that is no round.
  public static func parse(
    _ words: [String], all: Bool
  ) throws(AuditError) -> ConsortiumAuditor.Scope {
    guard !all else { return .all }
    var rounds: [Int] = []
    for word in words {
      guard let selection = RoundSelection(word), selection.rounds.count <= 1_000_000 else {
        throw AuditError(
          64, "'\(word)' is no round", remedy: "write round-12, 12 or 10..14, or use --all")
      }
      rounds += selection.rounds
    }
    return .rounds(Set(rounds).sorted())
  }
}
