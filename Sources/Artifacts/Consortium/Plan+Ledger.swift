import DifferentialPrivacy

extension Plan {
  /// The account before round 1: what the consortium before this one has spent, empty without one.
  ///
  /// It is everybody's, also of a hospital that is new: nobody then has to ask whose records were in
  /// which round, and no account is too small.
  public var ledger: Ledger { Ledger(after: follows?.spent ?? []) }

  /// The account after rounds of this consortium.
  ///
  /// - Parameter charges: of these rounds, oldest first.
  public func ledger(adding charges: some Sequence<LedgerEntry>) -> Ledger {
    var ledger = ledger
    for charge in charges { ledger.append(charge) }
    return ledger
  }
}
