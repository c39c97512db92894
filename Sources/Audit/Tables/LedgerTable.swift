import Artifacts
import DifferentialPrivacy
import ModelUpdate
import Rounds

/// Every charged round, stated against recomputed, with the running epsilons.
public struct LedgerTable: Sendable {
  /// The charged rounds, in order.
  public let rows: [LedgerRow]
  /// What each hospital's own rounds cost, by name: epsilon against the tolerated colluders.
  public let members: [(name: String, rounds: Int, epsilon: Real?)]
  private let delta: Double

  /// Reads the charges off an audit of all rounds.
  init(_ walk: RoundWalk) {
    let audit = LedgerAudit(
      library: walk.library, restarts: walk.history.followed, folders: walk.folders)
    let plan = walk.manifest.content.plan
    delta = plan.privacy.delta.value
    guard let newest = walk.results.keys.max(), let tip = walk.results[newest] else {
      (rows, members) = ([], [])
      return
    }
    let (chain, fault) = audit.chain(to: tip)
    var rows: [LedgerRow] = []
    var ledger = Ledger()
    for (before, result) in zip(chain, chain.dropFirst()) {
      let charge = audit.charge(result.content, after: before.content)
      let copies = walk.library.copies(result.content.round).filter {
        ($0.content.outcome == .restart) == (result.content.outcome == .restart)
      }
      for (index, entry) in result.content.ledger.enumerated() {
        ledger.append(entry)
        let round = result.content.round - result.content.ledger.count + 1 + index
        func publishers(_ agree: Bool) -> [String] {
          copies.filter { copy in
            (copy.content.ledger.indices.contains(index) && copy.content.ledger[index] == entry)
              == agree
          }.map { String($0.file.prefix { $0 != "/" }) }
        }
        let isKnown = fault == nil
        rows.append(
          LedgerRow(
            round: round,
            outcome: result.content.outcome == .restart && round < result.content.round
              ? "abandoned" : result.content.outcome.rawValue,
            recomputed: charge.flatMap { $0.indices.contains(index) ? $0[index] : nil },
            stated: entry, statedBy: publishers(true), contradictedBy: publishers(false),
            noise: Real(entry.effectiveNoiseMultiplier(against: .coalition)),
            epsilon: isKnown ? Self.epsilon(ledger, delta, .coalition) : nil,
            epsilonOutside: isKnown ? Self.epsilon(ledger, delta, .outsideWorld) : nil))
      }
    }
    self.rows = rows
    let delta = delta
    members = walk.manifest.content.members.map { member in
      let own = audit.own(ledgerOf: member.id, chain)
      return (
        member.id.name, own.entries.count,
        fault == nil ? Self.epsilon(own, delta, .coalition) : nil
      )
    }
  }

  private static func epsilon(_ ledger: Ledger, _ delta: Double, _ observer: Observer) -> Real? {
    try? Real(checking: LedgerAudit.rounded(ledger.epsilon(delta: delta, against: observer)))
  }

  /// The rows for people.
  var lines: [String] {
    guard !rows.isEmpty else { return ["no round has been charged yet"] }
    var table = TextTable([
      "round", "outcome", "kind", "sampling", "noise", "epsilon", "outside", "recomputed",
    ])
    for row in rows {
      let rate = Self.short(row.stated.sampling.rate)
      table.add([
        "\(row.round)", row.outcome, row.stated.kind.rawValue, rate,
        row.stated.isWithoutNoise ? "none" : Self.short(row.noise.value),
        row.epsilon?.description ?? "open", row.epsilonOutside?.description ?? "open",
        Self.judgement(row),
      ])
    }
    return table.lines + [""]
      + members.map { name, rounds, epsilon in
        "\(name) took part in \(rounds) of them: epsilon \(epsilon?.description ?? "open")"
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
