/// All joint states that liars and a hiding folder can bring honest members to.
///
/// A joint state says what each honest member has signed. Who of them signed it does not matter:
/// the machine treats members alike apart from their turns to propose, and proposals are the
/// adversary's here; so a state is a multiset. Nothing is ever unsigned and every file may be
/// hidden, so the order of deeds matters only where one needs another, and that the search keeps.
final class LockSearch {
  /// One state of a member, in terms of the deeds' numbers.
  private struct Member {
    let deeds: [Deed]
    let unmasked: Int
    /// Deeds whose choice it has voted for in their ballot.
    let votes: UInt64
    /// Deeds whose choice it is bound to from an earlier ballot without such a vote.
    let bound: UInt64
    /// Deeds that it has done: only unmasks in ballots with votes.
    let opened: UInt64
  }

  let deeds: [Deed]
  /// What the honest members have unmasked in the states that were reached: choices as bits for
  /// each member that has, sorted.
  private(set) var unmasked: Set<[Int]> = []
  /// Whether no state was reached in which two choices are unmasked in one ballot from 1 on.
  private(set) var isOneChoiceInABallot = true
  private(set) var found = StateSet()
  private let witness: Witness
  private let count: Int
  private var members: [Member] = []
  private var numbers: [Set<Deed>: Int] = [:]
  /// Successors by member state and deed; -1 where not made yet.
  private var next: [Int] = []
  /// Answers by member state, deed, voters, bound: 0 unknown, 1 no, 2 yes.
  private var answers: [UInt8] = []

  /// - Parameters:
  ///   - ballots: for each ballot from 1 on the choices that honest members may be led to vote for.
  ///   - everybody: the choices of ballot 0.
  ///   - limit: how many states to visit; for attacks, which need not be found twice.
  init(
    _ witness: Witness, ballots: [[Int]], everybody: [Int], limit: Int = .max
  ) {
    self.witness = witness
    count = witness.stage.honest.count
    let choices = witness.stage.choices.indices
    deeds =
      everybody.map { .unmask(ballot: 0, choice: $0) }
      + ballots.indices.flatMap { index in
        ballots[index].map { .vote(ballot: index + 1, choice: $0) }
          + choices.map { .unmask(ballot: index + 1, choice: $0) }
      }
    explore(limit)
  }

  private func explore(_ limit: Int) {
    var ids = Array(repeating: number(of: []), count: count)
    var open = [pack(ids, 0, ids[0])]
    _ = found.insert(open[0])
    var seen: Set<UInt64> = []
    while let state = open.popLast(), found.count < limit {
      for place in 0..<count { ids[place] = Self.id(state, place) }
      note(ids, &seen)
      for index in deeds.indices {
        var (voters, bound) = (0, 0)
        if !deeds[index].isVote {
          for id in ids {
            voters += Int(members[id].votes >> index & 1)
            bound += Int(members[id].bound >> index & 1)
          }
        }
        for place in 0..<count where place == 0 || ids[place] != ids[place - 1] {
          let next = successor(ids[place], index, voters, bound)
          guard next >= 0 else { continue }
          let reached = pack(ids, place, next)
          if found.insert(reached) { open.append(reached) }
        }
      }
    }
  }

  /// The member's state after a deed; -1 where it cannot be brought to it.
  private func successor(_ id: Int, _ index: Int, _ voters: Int, _ bound: Int) -> Int {
    let slot = ((id * deeds.count + index) * (count + 1) + voters) * (count + 1) + bound
    if answers[slot] == 0 {
      let done = members[id].deeds
      let isPossible =
        !done.contains(deeds[index])
        && witness.can(deeds[index], after: done, voters: voters, bound: bound)
      answers[slot] = isPossible ? 2 : 1
    }
    guard answers[slot] == 2 else { return -1 }
    let edge = id * deeds.count + index
    if next[edge] < 0 {
      let made = number(of: members[id].deeds + [deeds[index]])
      next[edge] = made
    }
    return next[edge]
  }

  private func number(of done: [Deed]) -> Int {
    if let known = numbers[Set(done)] { return known }
    var (unmasked, votes, bound, opened): (Int, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    for deed in done where !deed.isVote { unmasked |= 1 << deed.choice }
    for (index, deed) in deeds.enumerated() where !deed.isVote && deed.ballot > 0 {
      if done.contains(deed) { opened |= 1 << index }
      if done.contains(.vote(ballot: deed.ballot, choice: deed.choice)) {
        votes |= 1 << index
      } else if done.contains(where: {
        !$0.isVote && $0.choice == deed.choice && $0.ballot < deed.ballot
      }) {
        bound |= 1 << index
      }
    }
    members.append(
      Member(deeds: done, unmasked: unmasked, votes: votes, bound: bound, opened: opened))
    next += Array(repeating: -1, count: deeds.count)
    answers += Array(repeating: 0, count: deeds.count * (count + 1) * (count + 1))
    numbers[Set(done)] = members.count - 1
    return members.count - 1
  }

  /// Notes what a state has unmasked.
  private func note(_ ids: [Int], _ seen: inout Set<UInt64>) {
    var (key, opened): (UInt64, UInt64) = (0, 0)
    for id in ids {
      key = key << 8 | UInt64(members[id].unmasked)
      opened |= members[id].opened
    }
    guard seen.insert(key << 1 | (isOneChoice(opened) ? 0 : 1)).inserted else { return }
    if !isOneChoice(opened) { isOneChoiceInABallot = false }
    unmasked.insert(ids.map { members[$0].unmasked }.filter { $0 != 0 }.sorted())
  }

  private func isOneChoice(_ opened: UInt64) -> Bool {
    guard opened & (opened &- 1) != 0 else { return true }
    let ballots = deeds.indices.filter { opened >> $0 & 1 == 1 }.map { deeds[$0].ballot }
    return Set(ballots).count == ballots.count
  }

  /// Packs a sorted state with one member's state exchanged, sorted again: ten bits for each.
  private func pack(_ ids: [Int], _ place: Int, _ id: Int) -> UInt64 {
    var (packed, isIn): (UInt64, Bool) = (0, false)
    for other in 0..<count where other != place {
      if !isIn, ids[other] > id {
        packed = packed << 10 | UInt64(id)
        isIn = true
      }
      packed = packed << 10 | UInt64(ids[other])
    }
    return Self.reversed(isIn ? packed : packed << 10 | UInt64(id), count)
  }

  /// The order of places in a packed state is that of its low bits.
  private static func reversed(_ packed: UInt64, _ count: Int) -> UInt64 {
    (0..<count).reduce(0) { $0 << 10 | packed >> (10 * UInt64($1)) & 1023 }
  }

  private static func id(_ state: UInt64, _ place: Int) -> Int {
    Int(state >> (10 * UInt64(place)) & 1023)
  }

  /// What each honest member has signed in a state.
  func deeds(in state: UInt64) -> [[Deed]] {
    (0..<count).map { members[Self.id(state, $0)].deeds }
  }
}
