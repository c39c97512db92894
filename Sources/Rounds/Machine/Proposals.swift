import Artifacts
import Sodium

/// What a member proposes for a round in which not everybody is present.
///
/// Any held set of at least m members is safe to open, so these rules decide only how soon honest
/// members agree. Later ballots try different candidates in turn: whichever of them all honest
/// members can hold, some honest leader proposes.
struct Proposals {
  private let view: RoundView
  private let ballots: Ballots

  init(_ ballots: Ballots) {
    self.ballots = ballots
    view = ballots.view
  }

  /// The own view: everybody whose masked file is here, without those convicted, and without the
  /// fewest possible that contradict others.
  var own: RoundSet {
    var masked: [MemberID: Digest] = [:]
    for (id, versions) in view.masked where versions.count == 1 && !view.convicted.contains(id) {
      masked[id] = versions.first
    }
    return RoundSet(masked: withoutConflicts(masked))
  }

  /// The choice of ballot 1: the leader's, where it can be followed, else the own view.
  var first: Choice? {
    let leaders = view.votes[1]?[view.basis.leader]
    if let leaders, leaders.kind == .open, ballots.isHeld(leaders) { return leaders }
    return openable(own)
  }

  /// The choice of a cut.
  ///
  /// Candidates in turn: what the others' newest votes have in common with what is here, at first
  /// tolerating that c of them lie; what somebody has unmasked for, for it binds its author; the
  /// own view. If no set can be opened, the round is void for those whose statements are here.
  func cut(_ ballot: Int) -> Choice? {
    let own = own
    var candidates = ballots.bindingChoices.filter { ballots.isHeld($0) && accepts($0) }
    candidates += [common(own, tolerating: view.basis.roster.c), common(own, tolerating: 0), own]
      .compactMap(openable)
    candidates = candidates.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    if candidates.isEmpty { return void }
    // Each leader goes on by one candidate from turn to turn, whatever their number: it may be the
    // only one who is still free to propose.
    let turn = (ballot - 2) / view.basis.leaders.count
    let leader = view.basis.leader(ofBallot: ballot)
    // The rank of the draw: the place in a later order changes from turn to turn.
    let rank = view.basis.leaders.firstIndex(of: leader) ?? 0
    return candidates[(turn + rank) % candidates.count]
  }

  /// Whether this member may vote for what a leader proposes.
  ///
  /// A void round leaves out whoever it does not name. So it is accepted only where no set can be
  /// opened and nobody is left out whose statement is here, or where an honest member at least has
  /// voted or unmasked for it, which found it so: otherwise liars could shrink the roster until they
  /// hold it.
  func accepts(_ choice: Choice) -> Bool {
    guard choice.kind == .void else { return true }
    let supporters = view.basis.roster.ids.count { id in
      view.unmasked[id]?.values.contains(choice) ?? false
        || view.votes.values.contains { $0[id] == choice }
    }
    if supporters > view.basis.roster.c { return true }
    guard openable(own) == nil, let void else { return false }
    return void.set.masked.allSatisfy { choice.set.masked[$0.key] == $0.value }
  }

  /// The part of a set that all but some of the newest votes name alike.
  private func common(_ set: RoundSet, tolerating liars: Int) -> RoundSet {
    let votes = ballots.newestVotes.values.filter { $0.kind == .open }
    let needed = max(1, votes.count - liars)
    guard !votes.isEmpty else { return set }
    return RoundSet(
      masked: set.masked.filter { id, digest in
        votes.count { $0.set.masked[id] == digest } >= needed
      })
  }

  private func openable(_ set: RoundSet) -> Choice? {
    let choice = Choice.open(set)
    return ballots.isHeld(choice) ? choice : nil
  }

  /// Opens nothing, and goes on with everybody whose statement is here.
  private var void: Choice? {
    var masked: [MemberID: Digest] = [:]
    for (id, versions) in view.statements
    where versions.count == 1 && !view.convicted.contains(id) { masked[id] = versions.first }
    let choice = Choice.void(RoundSet(masked: masked))
    return ballots.isHeld(choice) ? choice : nil
  }

  /// Leaves out whoever contradicts most, until nobody contradicts; of equals the later rank. Who
  /// contradicts more than c others contradicts an honest member, and goes first.
  private func withoutConflicts(_ masked: [MemberID: Digest]) -> [MemberID: Digest] {
    var masked = masked.filter { _, digest in
      view.conflicts.count { $0.contains(digest) } <= view.basis.roster.c
    }
    while true {
      let digests = Set(masked.values)
      let conflicts = view.conflicts.filter { $0.isSubset(of: digests) }
      guard !conflicts.isEmpty else { return masked }
      // Of equals `max` takes the first.
      let worst = view.basis.leaders.reversed().filter { masked[$0] != nil }.max { left, right in
        conflicts.count { $0.contains(masked[left]!) }
          < conflicts.count { $0.contains(masked[right]!) }
      }
      guard let worst else { return masked }
      masked[worst] = nil
    }
  }
}
