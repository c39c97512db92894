import Artifacts
import ModelUpdate
import Rounds
import SecureAggregation
import Sodium

/// The end of a round: what a quorum opened, or that nothing was opened.
extension RoundAudit {
  /// Closes the round as a quorum decided.
  mutating func close(_ choice: Choice, _ rules: RoundRules) {
    let set = choice.set.masked.compactMapValues { masked[$0] }
    let unmasks = sorted(unmasked).filter {
      $0.content.body.choice == choice && checkedUnmasks.contains($0.digest)
    }
    let members = Set(unmasks.map(\.place.member))
    guard set.count == choice.set.masked.count, members.count >= basis.roster.t else { return }
    let what = choice.kind == .void ? "void, going on with" : "one set of"
    say(
      .ok, .set,
      "\(what) \(set.count), named by \(members.count) of \(basis.roster.ids.count) members "
        + "(quorum \(basis.roster.t))")
    others(than: choice)
    do {
      switch choice.kind {
      case .void: try closeVoid(choice, VoidRound(basis, masked: set))
      case .open:
        let first = Dictionary(unmasks.map { ($0.place.member, $0) }) { first, _ in first }
        say(
          .ok, .shares,
          "\(members.count) unmask files hold shares that fit the dealers' commitments")
        let closing = try RoundClosing(rules: rules, masked: set, unmasks: Array(first.values))
        let (layers, removed) = (
          rules.context.layers.count, rules.context.removedLayers(of: set.count)
        )
        say(
          .ok, .seeds,
          "seeds and nonces interpolated from the shares fit their commitments"
            + (layers == 0 ? "" : "; \(removed) of \(layers) layers of each noise come off"))
        try closeOpen(choice, closing, rules)
      }
    } catch let error as SecureAggregationError {
      say(.fail, .seeds, error.message, next: error.remedy)
    } catch let rejection as Rejection {
      findings.append(Finding(rejection, .aggregate, round: round))
    } catch {
      say(
        .fail, .aggregate, "cannot be recomputed: \(error)",
        next: "keep the folder, tell the consortium")
    }
  }

  /// Whoever unmasked for something else than the quorum; a second quorum opens a second sum.
  private mutating func others(than choice: Choice) {
    for (other, members) in Ballots(view).unmaskedChoices where other != choice {
      for unmask in sorted(unmasked) where unmask.content.body.choice == other {
        let file = unmask.place.json
        if members.count >= basis.roster.t {
          say(
            .fail, .set, "\(names(members)) unmasked for a second choice: two sums can be opened",
            file: file, next: "more members lied than the plan tolerates: stop the consortium")
        } else {
          say(
            .note, .set,
            "\(unmask.place.member) unmasked for another choice, which gained no quorum",
            file: file)
        }
      }
    }
  }

  private mutating func closeVoid(_ choice: Choice, _ void: VoidRound) throws(Rejection) {
    let expected = KnownResult(try void.result())
    say(.ok, .ledger, "the void round is charged like the dearest set")
    finish(expected, choice)
  }

  /// Compares every published file with the outcome, and says who comes and goes.
  mutating func finish(_ expected: KnownResult, _ choice: Choice) {
    result = expected
    convictions.learn(expected.outcome, of: round)
    let published = files.results.values.sorted { $0.place.member < $1.place.member }
    let publisher = basis.leaders.first { choice.set.masked[$0] != nil } ?? basis.leader
    if published.isEmpty {
      isMissing(Place(member: publisher, round: round, slot: .result), .outcome)
    }
    var outcome = PublishedOutcome(
      files: files, nextCommits: ground.nextCommits, spoiltCommits: ground.spoiltCommits,
      convictions: convictions, manifest: basis.manifest, folder: ground.folder,
      pruned: ground.pruned, key: ground.key, publisher: publisher, isClaimed: isClaimed)
    outcome.compare(expected, results: published)
    findings += outcome.findings
    changes(expected.content.roster, choice)
  }
}
