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
      // Not counted before: the count of the widest range is no number.
      guard let selection = RoundSelection(word),
        selection.rounds.upperBound - selection.rounds.lowerBound < 1_000_000
      else { throw refusal(word, remedy: "write round-12, 12 or 10..14, or use --all") }
      rounds += selection.rounds
    }
    return .rounds(Set(rounds).sorted())
  }

  /// One round: `round-12`, `12`.
  ///
  /// - Throws: ``AuditError`` 64 for anything else.
  static func single(_ word: String) throws(AuditError) -> Int {
    guard let round = RoundSelection(word)?.single else {
      throw refusal(word, remedy: "write round-12 or 12")
    }
    return round
  }

  private static func refusal(_ word: String, remedy: String) -> AuditError {
    AuditError(64, "'\(AuditReport.plain(word))' is no round", remedy: remedy)
  }
}
