/// Rounds with the same charge.
public struct LedgerRun: Codable, Hashable, Sendable {
  /// How many rounds.
  public let rounds: Int
  /// What each of them has cost.
  public let charge: LedgerEntry

  /// Counts rounds.
  public init(rounds: Int, charge: LedgerEntry) {
    self.rounds = rounds
    self.charge = charge
  }

  /// Charges by what they are, in the order in which each first appears. Epsilon does not depend on
  /// the order of rounds.
  ///
  /// - Parameters:
  ///   - runs: counted before.
  ///   - charges: counted now.
  public static func of(_ runs: [LedgerRun] = [], adding charges: some Sequence<LedgerEntry>)
    -> [LedgerRun]
  {
    var (order, counts) = (runs.map(\.charge), [LedgerEntry: Int]())
    for run in runs { counts[run.charge, default: 0] += run.rounds }
    for charge in charges {
      if counts[charge] == nil { order.append(charge) }
      counts[charge, default: 0] += 1
    }
    return order.map { LedgerRun(rounds: counts[$0] ?? 0, charge: $0) }
  }
}
