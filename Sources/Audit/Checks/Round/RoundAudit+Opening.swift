import Artifacts
import ModelUpdate
import Rounds
import SecureAggregation
import Sodium

/// The opened sum against what was published of it.
extension RoundAudit {
  /// Recomputes result, next commit and model of an opened set.
  mutating func closeOpen(
    _ choice: Choice, _ closing: RoundClosing, _ rules: RoundRules
  ) throws {
    let published = files.results.values.sorted { $0.place.member < $1.place.member }
    guard !published.isEmpty else {
      missesResult(choice)
      return
    }
    let expected: ResultDocument
    let claim: Verified<ResultDocument>
    var why = "needs a member's or an auditor's key (--key)"
    if let outcome = try recomputed(closing, choice, rules, whyNot: &why) {
      expected = outcome.result
      model = outcome.model
      claim = published.first { $0.digest == outcome.K } ?? published[0]
      decide(
        expected.aggregate == claim.content.aggregate, .aggregate,
        "sum of \(choice.set.masked.count) vectors of \(rules.context.count) numbers recomputed: "
          + short(expected.aggregate), claim)
      decide(
        expected.model == claim.content.model, .model,
        "model recomputed bit for bit: \(short(expected.model))", claim)
    } else {
      guard let reference = reference(published) else { return }
      claim = reference
      // A false one beside the right one is judged with what was published.
      if isAbandonedByNext(published.filter { $0.digest == claim.digest }) {
        missesResult(choice, butNot: claim.digest)
        return
      }
      say(.skip, .aggregate, why)
      say(.skip, .model, why)
      isClaimed = true
      expected = try claimed(claim.content, closing, choice)
    }
    decide(expected.ledger == claim.content.ledger, .ledger, "this round's charge", claim)
    sayReleases(expected)
    let known = KnownResult(expected)
    finish(known, choice)
    // What was not recomputed, and does not fit, says nothing about sum and model.
    if isClaimed, !published.contains(where: { $0.digest == known.digest }) { result = nil }
  }

  /// What a round of counts released, and whether without noise.
  private mutating func sayReleases(_ result: ResultDocument) {
    let plan = basis.manifest.plan
    if result.ledger.contains(where: \.isWithoutNoise) {
      say(
        .note, .noise,
        "released exact counts, as the plan says (noise = \"none\"): no "
          + "epsilon covers this round")
    }
    if let model, let text = try? RoundArithmetic(plan).releaseText(of: round, in: model) {
      say(.note, .release, text)
    }
  }

  /// The result as it must be for the sum and the model that a published one names.
  private mutating func claimed(
    _ claim: ResultDocument, _ closing: RoundClosing, _ choice: Choice
  ) throws(Rejection) -> ResultDocument {
    let isFull = choice.set.masked.count == basis.roster.members.count
    let isUnusable = claim.outcome == .unusable
    return try closing.result(
      isUnusable ? .unusable : isFull ? .full : .cut, aggregate: claim.aggregate,
      model: isUnusable ? basis.model : claim.model)
  }

  /// Of several published results the one on which a quorum went on; without a key nothing else
  /// tells which of them is right.
  private mutating func reference(
    _ published: [Verified<ResultDocument>]
  ) -> Verified<ResultDocument>? {
    if published.allSatisfy({ $0.digest == published[0].digest }) { return published[0] }
    let agreed = published.first { result in
      guard
        let next = try? RoundBasis(
          after: result.content, digest: result.digest, manifest: basis.manifest)
      else { return false }
      return followers(of: result, next.roster) >= next.roster.t
    }
    if let agreed { return agreed }
    for result in published {
      accuse(
        result.place.member, .outcome,
        "is not the only result of this round: one of them is false; \(arbiter)",
        file: result.place.json)
    }
    return nil
  }

  /// How many of a roster went on from a result.
  private func followers(of result: Verified<ResultDocument>, _ roster: Roster) -> Int {
    roster.ids.count { ground.nextStanding[$0]?.contains(result.digest) ?? false }
  }

  /// Says that the result is missed, by whose folder should hold it: whoever published a model that
  /// stands on it has published it as well.
  private mutating func missesResult(_ choice: Choice, butNot other: Digest? = nil) {
    let authors = files.models.values.map(\.place.member).sorted()
      .filter { other == nil || files.results[$0]?.digest != other }
    let publisher = authors.first ?? basis.leaders.first { choice.set.masked[$0] != nil }
    isMissing(
      Place(member: publisher ?? basis.leader, round: round, slot: .result), .outcome)
  }

  /// Without a key a false sum or model shows in what the next round stands on: a quorum derived
  /// another result than this, or more than c members did and no more than c stand on this one.
  /// Nothing else is held against such a result.
  private mutating func isAbandonedByNext(_ published: [Verified<ResultDocument>]) -> Bool {
    var isAbandoned = false
    for result in published {
      guard
        let next = try? RoundBasis(
          after: result.content, digest: result.digest, manifest: basis.manifest)
      else { continue }
      // Who stands on both was there before a restart; who stands on this one alone may lie.
      let standing = next.roster.ids.compactMap { ground.nextStanding[$0] }
        .filter { !$0.contains(result.digest) }
      guard
        let other = Set(standing.joined()).map({ K in standing.count { $0.contains(K) } }).max(),
        other >= next.roster.t
          || other > next.roster.c && followers(of: result, next.roster) <= next.roster.c
      else { continue }
      say(
        .fail, .outcome,
        "\(other) of \(next.roster.ids.count) hospitals went on from another result than this",
        file: result.place.json,
        next: "it is false, or the restart is not here on which they stand; \(arbiter)")
      isAbandoned = true
    }
    return isAbandoned
  }
}
