import Artifacts
import DifferentialPrivacy

extension RoundArithmetic {
  /// Checks everything that follows from the plan for a number of members, before anybody signs.
  ///
  /// - Throws: `.field` saying which part of the plan cannot be carried out.
  public func check(members n: Int) throws(Rejection) {
    guard n <= Self.largestConsortium else {
      throw Self.invalid(
        "more than \(Self.largestConsortium) hospitals: their files grow too large")
    }
    let parameters = try parameters(n: n, of: n)
    let roster = Roster(
      members: [:], c: parameters.colluding, t: parameters.quorum, m: parameters.smallestSet)
    try checkNoise()
    guard plan.follows == nil || plan.start != nil else {
      throw Self.invalid("it follows another consortium, but does not start from its model")
    }
    if let kept = plan.rounds.keepPayloads, kept < PayloadRetention.fewestRounds {
      throw Self.invalid(
        "sealed files would be kept for \(kept) rounds only; the fewest are "
          + "\(PayloadRetention.fewestRounds)")
    }
    for kind in LedgerEntry.Kind.allCases where schedule.count(kind) > 0 {
      // Also where the roster has shrunk, with the fewest honest shares.
      for count in 1...n {
        guard (try? self.parameters(n: count, of: n)) != nil else { continue }
        _ = try charge(n: count, of: n, kind: kind)
      }
      // A sample of training is checked when it is drawn; counts are of all records, and one
      // hospital may have nearly all.
      if kind == .training { continue }
      guard try recordLimit(roster, members: n, kind) >= plan.training.nominalRecords else {
        throw Self.invalid(
          "the counts of \(plan.training.nominalRecords) records do not fit the ring in a "
            + "\(kind.rawValue) round; use ring = 64 or more noise")
      }
    }
    _ = try Self.valid { () throws(DifferentialPrivacyError) in
      try PrivacyBudget(epsilon: plan.privacy.epsilon.value, delta: plan.privacy.delta.value)
    }
  }

  /// A multiplier near zero is no noise under another name, and what has no noise is accepted by
  /// name or not at all.
  private func checkNoise() throws(Rejection) {
    var multipliers = [plan.privacy.noiseMultiplier.value]
    for noise in [plan.census?.noise, plan.evaluation?.noise] {
      if case .multiplier(let value)? = noise { multipliers.append(value.value) }
    }
    guard multipliers.allSatisfy({ (0.01...1000).contains($0) }) else {
      throw Self.invalid("a noise multiplier is not between 0.01 and 1000")
    }
    guard plan.privacy.epsilon.value <= 1000 else {
      throw Self.invalid("epsilon is above 1000, which promises nothing")
    }
  }

  /// A masked file of so many members stays below the limit of statements, 2 MiB.
  private static let largestConsortium = 100
}
