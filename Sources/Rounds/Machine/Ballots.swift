import Artifacts
import Sodium

/// The ballots of a round as one member sees them: support, certificates, decision.
///
/// An unmask file binds its author for the whole round, so it supports its choice in every later
/// ballot as well. Without that, a member that unmasked on a certificate which the others do not
/// see would be missing in all their ballots for ever.
///
/// Why one choice at most can be opened: two certificates of one ballot share an honest member,
/// which supports one choice in a ballot. Of different ballots let w be the highest; at least
/// t - c honest members support its choice in w and unmask for nothing else (L3, L4), so all
/// other choices together are unmasked by n - t honest and c lying members at most, fewer than t.
public struct Ballots: Sendable {
  let view: RoundView
  private var t: Int { view.basis.roster.t }

  /// The ballots of a view.
  public init(_ view: RoundView) { self.view = view }

  /// Who supports a choice in a ballot.
  public func support(for choice: Choice, in ballot: Int) -> [MemberID] {
    view.basis.roster.ids.filter { id in
      view.votes[ballot]?[id] == choice
        || view.unmasked[id]?.contains { $0.key < ballot && $0.value == choice } ?? false
    }
  }

  /// What a quorum supports in a ballot from 1 on.
  public func certified(in ballot: Int) -> Choice? {
    Set((view.votes[ballot] ?? [:]).values).first { support(for: $0, in: ballot).count >= t }
  }

  /// The highest ballot that has a certificate, not below another.
  func certificate(from lowest: Int) -> (ballot: Int, choice: Choice)? {
    for ballot in view.votes.keys.sorted(by: >) where ballot >= max(1, lowest) {
      if let choice = certified(in: ballot) { return (ballot, choice) }
    }
    return nil
  }

  /// What a quorum has unmasked for, in whatever ballots.
  public var decided: Choice? {
    unmaskedChoices.first { $0.members.count >= t }?.choice
  }

  /// What anybody has unmasked for, most members first.
  public var unmaskedChoices: [(choice: Choice, members: [MemberID])] {
    choices { Array($0.values) }
  }

  /// What the members' first unmask files bind them to, most members first. Whoever lies signs
  /// several; they must not crowd out what an honest member is bound to.
  var bindingChoices: [Choice] {
    choices { unmasked in unmasked.min { $0.key < $1.key }.map { [$0.value] } ?? [] }.map(\.choice)
  }

  private func choices(
    of unmasked: ([Int: Choice]) -> [Choice]
  ) -> [(choice: Choice, members: [MemberID])] {
    var members: [Choice: Set<MemberID>] = [:]
    for (id, choices) in view.unmasked where view.basis.roster.members[id] != nil {
      for choice in unmasked(choices) { members[choice, default: []].insert(id) }
    }
    return members.map { (choice: $0.key, members: $0.value.sorted()) }.sorted { left, right in
      guard left.members.count == right.members.count else {
        return left.members.count > right.members.count
      }
      guard left.members == right.members else {
        return left.members.lexicographicallyPrecedes(right.members)
      }
      return left.choice.digest < right.choice.digest
    }
  }

  /// The newest vote of every member.
  var newestVotes: [MemberID: Choice] {
    var newest: [MemberID: Choice] = [:]
    for ballot in view.votes.keys.sorted() {
      newest.merge(view.votes[ballot] ?? [:]) { $1 }
    }
    return newest
  }

  /// The members of a choice whose file is not completely here.
  func lacking(_ choice: Choice) -> [MemberID] {
    choice.set.members.filter { id in
      let held = choice.kind == .open ? view.masked[id] : view.statements[id]
      return !(held?.contains(choice.set.masked[id]!) ?? false)
    }
  }

  /// The members of a choice without whose files this member cannot end the round as chosen.
  func missing(_ choice: Choice) -> [MemberID] {
    lacking(choice).filter { id in
      choice.kind == .void || !(view.readable[id]?.contains(choice.set.masked[id]!) ?? false)
    }
  }

  /// Whether this member may act on a choice: lawful, all files here, no contradiction in them.
  func isHeld(_ choice: Choice) -> Bool {
    guard view.basis.isLawful(choice), lacking(choice).isEmpty else { return false }
    let digests = Set(choice.set.masked.values)
    return choice.kind == .void || !view.conflicts.contains { $0.isSubset(of: digests) }
  }
}
