import Artifacts
import DifferentialPrivacy
import SecureAggregation

extension RoundArithmetic {
  /// The thresholds of a roster of `n` members under the plan's policies.
  ///
  /// How many may collude follows from the whole consortium and stays the same when a roster
  /// shrinks: whoever runs the folder could otherwise hide honest members until the colluders
  /// outnumber what the smaller roster tolerates.
  /// - Parameter consortium: members of the manifest.
  public func parameters(n: Int, of consortium: Int) throws(Rejection) -> RoundParameters {
    try Self.valid { () throws(SecureAggregationError) in
      let whole = try RoundParameters(
        members: consortium, colluding: plan.rounds.colluding, quorum: plan.rounds.quorum,
        allowTwo: plan.rounds.allowTwo)
      return try RoundParameters(
        members: n, colluding: whole.colluding, quorum: plan.rounds.quorum,
        allowTwo: plan.rounds.allowTwo)
    }
  }

  /// A roster with its thresholds; the ended one where so few members cannot hold a round.
  public func roster(_ members: [MemberID: Roster.Entry], of consortium: Int) -> Roster {
    guard let parameters = try? parameters(n: members.count, of: consortium) else { return .ended }
    return Roster(
      members: members, c: parameters.colluding, t: parameters.quorum, m: parameters.smallestSet)
  }

  /// The integer grid of training for a roster: the noise is sized for `m - c` honest shares.
  public func grid(_ roster: Roster) throws(Rejection) -> IntegerGrid {
    try Self.valid { () throws(DifferentialPrivacyError) in
      try IntegerGrid(
        clipNorm: plan.training.clipNorm.value,
        noiseMultiplier: plan.privacy.noiseMultiplier.value, log2Scale: log2Scale,
        honestShares: roster.m - roster.c)
    }
  }

  /// How many records one member may put into a round, so that the honest sum stays within the
  /// bound whatever the others do within theirs.
  ///
  /// - Parameter members: of the roster; for one that names nobody yet.
  public func recordLimit(
    _ roster: Roster, members: Int? = nil, _ kind: LedgerEntry.Kind
  ) throws(Rejection) -> Int {
    // What one record can add to a coordinate.
    let sensitivity =
      try kind == .training ? grid(roster).sensitivity : countGrid(roster, kind).unit
    let members = Double(max(members ?? roster.members.count, 1))
    let noise = 12 * Double(sign: .plus, exponent: log2Scale, significand: 1) * members.squareRoot()
    let room = Double(Self.bound(ring)) - noise
    return Int(room / (Double(sensitivity) * members))
  }

  /// Half of the ring's range: no honest sum is larger, a garbage vector almost surely is.
  static func bound(_ ring: RingWidth) -> UInt64 { 1 << (ring.rawValue - 2) }
}
