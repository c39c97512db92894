import Artifacts
import ModelUpdate
import Rounds
import SecureAggregation
import Sodium

/// The end of a round: what a quorum opened, or that nothing was opened.
extension RoundAudit {
  /// Says at which stage an undecided round is, and what it waits for.
  mutating func isInWork() {
    let ids = basis.roster.ids
    let absent = ids.filter { files.masked[$0] == nil }
    if let furthest = unmasked.values.flatMap(\.keys).max() {
      let stage =
        "the round is unmasking: \(unmasked.count) of \(ids.count) have, "
        + "\(basis.roster.t) decide"
      for id in ids where files.unmasked[id] == nil {
        isMissing(
          Place(member: id, round: round, slot: .unmask(furthest)), .shares,
          "is not here; " + stage)
      }
      lacking()
    } else if let ballot = votes.keys.max() {
      for id in ids where votes[ballot]?[id] == nil {
        isMissing(
          Place(member: id, round: round, slot: .vote(ballot)), .ballots,
          "is not here; the round is voting: \(votes[ballot]?.count ?? 0) of \(ids.count) have in "
            + "ballot \(ballot)")
      }
      if votes[ballot]?.count == ids.count {
        say(
          .wait, .ballots, "the round is voting: ballot \(ballot) has no quorum for one choice",
          next: "wait for the next ballot")
      }
    } else {
      for id in absent {
        isMissing(
          Place(member: id, round: round, slot: .masked), .participants,
          "is not here; the round is masking: \(ids.count - absent.count) of \(ids.count) have")
      }
      for id in ids where absent.isEmpty {
        isMissing(
          Place(member: id, round: round, slot: .unmask(0)), .shares,
          "is not here; all \(ids.count) masked files are")
      }
    }
  }

  /// Masked files that somebody unmasked for and that are not here.
  private mutating func lacking() {
    let ballots = Ballots(view)
    for (choice, _) in ballots.unmaskedChoices {
      for id in choice.set.members where files.masked[id] == nil {
        isMissing(Place(member: id, round: round, slot: .masked), .participants)
      }
    }
  }

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
        say(.ok, .seeds, "seeds and nonces interpolated from the shares fit their commitments")
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
    say(.ok, .ledger, "the void round is charged like the smallest set")
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
      files: files, nextCommits: ground.nextCommits, convictions: convictions,
      manifest: basis.manifest, folder: ground.folder, key: ground.key, publisher: publisher)
    outcome.compare(expected, results: published)
    findings += outcome.findings
    changes(expected.content.roster, choice)
  }
}
