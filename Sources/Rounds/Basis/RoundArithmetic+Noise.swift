import Artifacts
import DifferentialPrivacy

/// The noise of a round, and what the round costs.
extension RoundArithmetic {
  /// Binary logarithm of the standard deviation of each member's whole noise in grid steps.
  public var log2Scale: Int { ring == .bits64 ? 20 : 16 }

  /// The noise that each member adds in a round of some kind; `nil` where the plan has none.
  ///
  /// The base is added before the vector is masked, the layers with the masks: node, dealing and
  /// ledger take both from here.
  ///
  /// - Parameter members: of the roster; for one that names nobody yet.
  public func noise(
    _ roster: Roster, members: Int? = nil, _ kind: LedgerEntry.Kind
  ) throws(Rejection) -> LayeredNoise? {
    if kind != .training, try countGrid(roster, kind).log2Scale == nil { return nil }
    return try Self.valid { () throws(DifferentialPrivacyError) in
      try LayeredNoise(
        log2Scale: log2Scale, members: members ?? roster.members.count,
        smallestSet: roster.m, colluders: roster.c, isLayered: plan.noise.layers == .on)
    }
  }

  /// What a round costs.
  ///
  /// - Parameter present: members in its sum; `nil` as long as it is not known, and where nothing
  ///   was opened: then as much as the dearest set would.
  public func charge(
    _ roster: Roster, round: Int, present: Int?
  ) throws(Rejection) -> LedgerEntry {
    try charge(roster, kind: schedule.kind(of: round), present: present)
  }

  /// What a round costs at most, whatever its set is, with `n` members of a consortium.
  ///
  /// Against colluders all rosters of a consortium have the same noise, up to the rounding of S;
  /// against everybody else the largest has least. So `n` = `consortium` covers every roster.
  /// - Parameter consortium: members of the manifest.
  public func charge(
    n: Int, of consortium: Int, kind: LedgerEntry.Kind
  ) throws(Rejection) -> LedgerEntry {
    let numbers = try parameters(n: n, of: consortium)
    return try charge(
      Roster(members: [:], c: numbers.colluding, t: numbers.quorum, m: numbers.smallestSet),
      members: n, kind: kind, present: nil)
  }

  /// What a round of a kind costs. Counts are of all records, not of a sample.
  public func charge(
    _ roster: Roster, members: Int? = nil, kind: LedgerEntry.Kind, present: Int?
  ) throws(Rejection) -> LedgerEntry {
    let noise = try noise(roster, members: members, kind)?.counted(present: present)
    let sampling = try kind == .training ? self.sampling() : PoissonSampling.everyRecord
    let sensitivity =
      try kind == .training ? grid(roster).sensitivity : countGrid(roster, kind).sensitivity
    return try Self.valid { () throws(DifferentialPrivacyError) in
      try LedgerEntry(
        kind: kind, sampling: sampling, variance: noise?.variance, sensitivity: sensitivity,
        shares: noise?.shares ?? present ?? roster.m, colluders: roster.c)
    }
  }
}
