/// The privacy account of a consortium or a hospital: every round that was charged, in order.
///
/// A round is charged when a masked file is about to be published, **before** the file appears and
/// whether or not the round completes: a crash must never under-count. The ledger is a value; to
/// keep it safe on disk is the caller's.
public struct Ledger: Sendable {
  /// What was charged before, by others; not among ``entries``.
  public let spent: [LedgerRun]
  /// The charges, oldest first.
  public private(set) var entries: [LedgerEntry] = []
  /// Rounds whose plan released exact counts. Epsilon says nothing about them.
  public private(set) var roundsWithoutNoise = 0

  private var outsideWorld = PrivacyAccountant()
  private var coalition = PrivacyAccountant()

  /// A ledger without charges of its own.
  ///
  /// - Parameter spent: what the same patients have paid before.
  public init(after spent: [LedgerRun] = []) {
    self.spent = spent
    for run in spent {
      guard !run.charge.isWithoutNoise else {
        roundsWithoutNoise += run.rounds
        continue
      }
      outsideWorld.compose(run.charge.step(against: .outsideWorld), count: run.rounds)
      coalition.compose(run.charge.step(against: .coalition), count: run.rounds)
    }
  }

  /// A ledger of charges, oldest first.
  public init(_ entries: some Sequence<LedgerEntry>) {
    self.init()
    for entry in entries { append(entry) }
  }

  /// Charges a round.
  public mutating func append(_ entry: LedgerEntry) {
    entries.append(entry)
    guard !entry.isWithoutNoise else {
      roundsWithoutNoise += 1
      return
    }
    outsideWorld.compose(entry.step(against: .outsideWorld))
    coalition.compose(entry.step(against: .coalition))
  }

  /// The loss so far, in the rounds that had noise; say ``roundsWithoutNoise`` beside it.
  ///
  /// - Parameters:
  ///   - delta: The probability with which the bound may fail.
  ///   - observer: Against whom it holds. Report both, with ``PrivacyUnit/statement`` beside them.
  /// - Returns: The smaller of two valid bounds with the name of its accountant; 0 for an empty
  ///   ledger, an infinite epsilon if a coalition of the tolerated size made all noise of a round.
  public func epsilon(delta: Double, against observer: Observer) -> PrivacyGuarantee {
    accountant(observer).epsilon(delta: delta)
  }

  /// Whether one more round would go over a budget.
  ///
  /// - Parameters:
  ///   - budget: The plan's budget, or a hospital's own stricter cap.
  ///   - next: The round's charge.
  ///   - observer: Against whom the budget is meant; by default the stronger one.
  public func wouldExceed(
    _ budget: PrivacyBudget, next: LedgerEntry, against observer: Observer = .coalition
  ) -> Bool {
    // What every hospital accepted by name is not a matter of the budget.
    guard !next.isWithoutNoise else { return false }
    var trial = accountant(observer)
    trial.compose(next.step(against: observer))
    return !trial.isAllowed(by: budget)
  }

  /// Whether the ledger is over a budget: the audit's question.
  public func exceeds(
    _ budget: PrivacyBudget, against observer: Observer = .coalition
  ) -> Bool {
    accountant(observer).exceeds(budget)
  }

  private func accountant(_ observer: Observer) -> PrivacyAccountant {
    observer == .coalition ? coalition : outsideWorld
  }
}

extension Ledger: Hashable {
  /// Equal charges in equal order.
  public static func == (left: Ledger, right: Ledger) -> Bool {
    left.entries == right.entries && left.spent == right.spent
  }

  /// Hashes the charges.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(spent)
    hasher.combine(entries)
  }
}
