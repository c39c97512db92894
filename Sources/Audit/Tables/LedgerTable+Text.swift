import DifferentialPrivacy

extension LedgerTable {
  /// The rows for people.
  var lines: [String] {
    guard !rows.isEmpty else {
      return [isOpen ? "the charges cannot be added up" : "no round has been charged yet"]
    }
    var table = TextTable([
      "round", "outcome", "kind", "sampling", "noise", "epsilon", "outside", "recomputed",
    ])
    for row in rows {
      table.add([
        "\(row.round)", row.outcome, row.stated.kind.rawValue, Self.short(row.stated.sampling.rate),
        row.stated.isWithoutNoise ? "none" : Self.short(row.noise.value),
        row.epsilon?.description ?? "open", row.epsilonOutside?.description ?? "open",
        Self.judgement(row),
      ])
    }
    let before =
      roundsBefore == 0
      ? [] : ["every epsilon counts \(roundsBefore) rounds of the consortium before as well"]
    return table.lines + [""] + before
      + members.map {
        "\($0.member) took part in \($0.rounds) of them: epsilon \($0.epsilon?.description ?? "open")"
      }
  }

  private static func judgement(_ row: LedgerRow) -> String {
    guard row.recomputed == row.stated else { return "DIFFERS from what the round must have cost" }
    let others = row.contradictedBy.joined(separator: ", ")
    guard others.isEmpty else { return "DIFFERS in the result by \(others)" }
    let by = row.statedBy.joined(separator: ", ")
    return "the same" + (by.isEmpty ? "" : ", stated by \(by)")
  }

  private static func short(_ number: Double) -> String {
    String((number * 10_000).rounded() / 10_000)
  }
}
