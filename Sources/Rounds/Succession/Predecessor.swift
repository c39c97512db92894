import Artifacts
import DifferentialPrivacy
import Sodium

/// A consortium that has come to a stop, as another one goes on from it.
public struct Predecessor: Sendable {
  /// What its members approved.
  public let manifest: Verified<Manifest>
  /// The results of its rounds that count, genesis first; each stands on the one before.
  public let results: [ResultDocument]
  /// Its members' keys, with every change.
  let ring: KeyRing

  /// A consortium with the results of a verified chain.
  ///
  /// - Parameter results: genesis first, up to the round to go on from or beyond it.
  public init(_ manifest: Verified<Manifest>, _ ring: KeyRing, results: [ResultDocument]) {
    self.manifest = manifest
    self.ring = ring
    self.results = results
  }

  /// What a plan says that goes on from the last of the results.
  ///
  /// - Parameter last: the last round of which a masked file has appeared. Rounds beyond the last
  ///   result are charged as a restart charges what it abandons.
  /// - Throws: `.field` where no round has been closed, or there is more than a plan may say.
  public func plan(through last: Int) throws(Rejection) -> SuccessionPlan {
    guard let tip = results.last, tip.round >= 1 else {
      throw Rejection(.field, file: "the consortium before", "has not closed a round")
    }
    let arithmetic = try RoundArithmetic(manifest.content.plan)
    let count = manifest.content.members.count
    var charges = results.flatMap(\.ledger)
    for round in tip.round..<max(last, tip.round) {
      charges.append(
        try arithmetic.charge(n: count, of: count, kind: arithmetic.schedule.kind(of: round + 1)))
    }
    let plan = SuccessionPlan(
      session: manifest.digest, round: tip.round,
      result: Digest(hashing: CanonicalJSON.encode(tip)),
      spent: LedgerRun.of(manifest.content.plan.follows?.spent ?? [], adding: charges))
    guard let plan else {
      throw Rejection(
        .field, file: "the consortium before",
        "has had more different charges or rounds than a plan may name")
    }
    return plan
  }

  /// Holds a plan against this consortium.
  ///
  /// - Returns: the last round that it charges.
  /// - Throws: `.context` where it follows another one, or none; `.missing` where its round is not
  ///   closed here; `.field` where it names other charges, or goes on with another model or another
  ///   unit of privacy: what a round has cost an image says little of what it has cost a patient.
  public func check(_ plan: Plan, file: String) throws(Rejection) -> Int {
    guard let follows = plan.follows else {
      throw Rejection(.context, file: file, "the plan follows no consortium")
    }
    let old = manifest.content.plan
    guard plan.model == old.model, plan.privacy.unit == old.privacy.unit else {
      throw Rejection(
        .field, file: file,
        "the plan has another model or unit of privacy than the consortium before")
    }
    guard follows.session == manifest.digest else {
      throw Rejection(
        .context, file: file,
        "the plan follows session \(follows.session.hex.prefix(16)), and the consortium before is "
          + "\(manifest.digest.hex.prefix(16))")
    }
    let counted = Predecessor(manifest, ring, results: results.filter { $0.round <= follows.round })
    guard let tip = counted.results.last, tip.round == follows.round else {
      throw Rejection(
        .missing, file: "\(Place.roundFolder(follows.round))/result.json",
        "the plan follows round \(follows.round), which is not closed in the consortium before")
    }
    guard Digest(hashing: CanonicalJSON.encode(tip)) == follows.result else {
      throw Rejection(
        .context, file: file, "the plan follows another result of round \(follows.round)")
    }
    let last = follows.chargedRounds - (old.follows?.chargedRounds ?? 0)
    guard last >= tip.round, last - tip.round <= ConsortiumRules.abandonedLimit,
      try counted.plan(through: last) == follows
    else {
      throw Rejection(
        .field, file: file, "the plan names other charges than the consortium before has made")
    }
    return last
  }
}
