import Artifacts
import ModelUpdate
import Rounds
import SecureAggregation
import Sodium

/// The published outcome against the recomputed one.
extension RoundAudit {
  /// Recomputes result, next commit and model, and compares every published copy.
  mutating func outcome(
    _ rules: RoundRules, _ closing: RoundClosing, _ previousModel: () throws -> ModelState?
  ) {
    let published = files.results.values.sorted { $0.place.member < $1.place.member }
    guard let first = published.first else {
      isMissing(Place(member: basis.leader, round: round, slot: .result), .outcome)
      return
    }
    guard key != nil || published.allSatisfy({ $0.bytes == first.bytes }) else {
      for result in published {
        say(
          .fail, .outcome, "is not the only result of this round: one of them is false",
          file: result.place.json, next: "audit with a key (--key): it shows which one")
      }
      return
    }
    do {
      let expected = try recompute(first, rules, closing, previousModel)
      decide(expected.ledger == first.content.ledger, .ledger, "this round's charge", first)
      let bytes = CanonicalJSON.encode(expected)
      for result in published {
        decide(
          bytes == result.bytes, .outcome,
          "result by \(result.place.member) equals the recomputed one byte for byte", result)
      }
      commits(expected)
      models(expected, digest: Digest(hashing: bytes))
      if published.allSatisfy({ $0.bytes == bytes }) { self.result = first }
    } catch let rejection as Rejection {
      findings.append(Finding(rejection, .aggregate, round: round))
    } catch {
      say(
        .fail, .aggregate, "cannot be recomputed: \(error)",
        next: "keep the folder, tell the consortium")
    }
  }

  /// The result as it must be: with a key from the sealed vectors, without one from the digests
  /// that the published result names.
  private mutating func recompute(
    _ published: Verified<ResultDocument>, _ rules: RoundRules, _ closing: RoundClosing,
    _ previousModel: () throws -> ModelState?
  ) throws -> ResultDocument {
    let claim = published.content
    guard claim.outcome != .genesis else {
      throw Rejection(.field, file: published.place.json, "says 'genesis' of a later round")
    }
    guard let key else {
      say(.skip, .aggregate, "needs a member's or an auditor's key (--key)")
      say(.skip, .model, "needs a member's or an auditor's key (--key)")
      return try closing.result(claim.outcome, aggregate: claim.aggregate, model: claim.model)
    }
    guard let model = try previousModel() else {
      throw Rejection(
        .missing, file: "\(Place.roundFolder(round - 1))/model.sealed",
        "no copy of the model before this round is here")
    }
    let sealed = SealedReader(folder: folder, key: key)
    let sum = try closing.aggregate { try sealed.vector(files.masked[$0]!, rules) }
    let digest = Digest(hashing: sum.littleEndianBytes)
    decide(
      digest == claim.aggregate, .aggregate,
      "sum of \(files.masked.count) vectors of \(sum.count) numbers recomputed: \(short(digest))",
      published)
    let derived = try closing.outcome(aggregate: sum, model: model).result
    decide(
      derived.model == claim.model, .model,
      "model recomputed bit for bit: \(short(derived.model))", published)
    return derived
  }

  /// The commits that open the next round.
  private mutating func commits(_ expected: ResultDocument) {
    let published = nextCommits.values.sorted { $0.place.member < $1.place.member }
    for commit in published {
      decide(
        commit.digest == expected.commit, .outcome,
        "commit of round \(round + 1) by \(commit.place.member) is the recomputed one", commit)
    }
    if published.isEmpty {
      isMissing(Place(member: basis.leader, round: round + 1, slot: .commit), .outcome)
    }
  }

  /// The sealed models: pinned by their statements, and with a key the recomputed one.
  private mutating func models(_ expected: ResultDocument, digest: Digest) {
    let published = files.models.values.sorted { $0.place.member < $1.place.member }
    if published.isEmpty {
      isMissing(Place(member: basis.leader, round: round, slot: .model), .model)
    }
    for statement in published {
      do throws(Rejection) {
        try ModelRules.check(
          statement, result: digest, closed: expected, manifest: basis.manifest)
        guard isPinned(statement.content.payload[0], statement.place), let key else { continue }
        let bytes = try SealedReader(folder: folder, key: key).model(
          statement, session: basis.session)
        decide(
          Digest(hashing: bytes) == expected.model, .model,
          "sealed model of \(statement.place.member) is the recomputed one", statement)
      } catch {
        findings.append(Finding(error, .model, round: round))
      }
    }
  }
}
