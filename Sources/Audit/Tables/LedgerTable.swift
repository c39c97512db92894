import Artifacts
import DifferentialPrivacy
import ModelUpdate
import Rounds

/// Every charged round, stated against recomputed, with the running epsilons.
public struct LedgerTable: Sendable {
  /// The charged rounds, in order.
  public let rows: [LedgerRow]
  /// What each hospital's own rounds cost.
  public let members: [OwnBudget]
  /// How many rounds of a consortium before every epsilon counts as well.
  public let roundsBefore: Int
  /// Whether a result before these rounds is not here, so that nobody knows a sum.
  public let isOpen: Bool

  /// What the rounds cost in which one hospital took part.
  public struct OwnBudget: Codable, Sendable, Equatable {
    /// The hospital.
    public let member: String
    /// How many charged rounds it took part in.
    public let rounds: Int
    /// Their epsilon against the tolerated colluders; as ``LedgerRow/epsilon``.
    public let epsilon: Real?
  }

  /// Reads the charges off an audit of all rounds.
  init(_ walk: RoundWalk) {
    let audit = walk.ledger
    roundsBefore = walk.manifest.content.plan.follows?.chargedRounds ?? 0
    guard let newest = walk.results.keys.max(), let tip = walk.results[newest] else {
      (rows, members, isOpen) = ([], [], false)
      return
    }
    let (chain, fault) = audit.chain(to: tip)
    var charges: [(row: LedgerRow, ledger: Ledger)] = []
    for (before, result) in zip(chain, chain.dropFirst()) {
      let copies = walk.library.copies(result.content.round).filter {
        ($0.content.outcome == .restart) == (result.content.outcome == .restart)
      }
      for row in Self.rows(result, audit.charge(result.content, after: before.content), copies) {
        var ledger = charges.last?.ledger ?? walk.manifest.content.plan.ledger
        ledger.append(row.stated)
        charges.append((row, ledger))
      }
    }
    let own = walk.manifest.content.members.map { ($0.id.name, audit.own(ledgerOf: $0.id, chain)) }
    isOpen = fault != nil
    // Without the rounds before nobody knows a sum.
    let epsilons = RunningEpsilons(
      fault == nil ? charges.map(\.ledger) + own.map(\.1) : [],
      delta: walk.manifest.content.plan.privacy.delta.value)
    rows = charges.map { row, ledger in
      var row = row
      row.epsilon = epsilons.epsilon(ledger, against: .coalition)
      row.epsilonOutside = epsilons.epsilon(ledger, against: .outsideWorld)
      return row
    }
    members = own.map { name, ledger in
      OwnBudget(
        member: name, rounds: ledger.entries.count,
        epsilon: epsilons.epsilon(ledger, against: .coalition))
    }
  }

  /// The charges of one result: of its round, or of all rounds that a restart abandoned.
  private static func rows(
    _ result: KnownResult, _ charge: [LedgerEntry]?, _ copies: [KnownResult]
  ) -> [LedgerRow] {
    result.content.ledger.enumerated().map { index, entry in
      let round = result.content.round - result.content.ledger.count + 1 + index
      let isAbandoned = result.content.outcome == .restart && round < result.content.round
      let agreeing = copies.filter { at(index, $0.content.ledger) == entry }
      let other = copies.filter { at(index, $0.content.ledger) != entry }
      return LedgerRow(
        round: round, outcome: isAbandoned ? "abandoned" : result.content.outcome.rawValue,
        recomputed: charge.flatMap { at(index, $0) }, stated: entry,
        statedBy: agreeing.map(\.publisher), contradictedBy: other.map(\.publisher),
        noise: Real(entry.effectiveNoiseMultiplier(against: .coalition)))
    }
  }

  private static func at(_ index: Int, _ ledger: [LedgerEntry]) -> LedgerEntry? {
    ledger.indices.contains(index) ? ledger[index] : nil
  }
}
