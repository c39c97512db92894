import Artifacts
import Rounds

/// What members may have signed when they begin to see one another.
struct Starts {
  let stage: Stage
  let t: Int
  /// What one member may have signed by itself.
  let single: [[Deed]]

  /// Silent members have given their file to some, or to nobody.
  init(_ basis: RoundBasis, silent ranks: [Int], present: Bool) {
    let n = basis.roster.ids.count
    let silent = ranks.map { basis.leaders[$0] }
    let honest = basis.roster.ids.filter { !silent.contains($0) }
    let ids = present ? basis.roster.ids : honest
    let sets = (0..<(1 << ids.count)).filter { $0.nonzeroBitCount >= basis.roster.m }
      .map { bits in Set(ids.indices.filter { bits >> $0 & 1 == 1 }.map { ids[$0] }) }
    stage = Stage(basis, silent: silent, sets: sets)
    t = basis.roster.t
    let all = sets.firstIndex { $0.count == n }
    single =
      [[]] + sets.indices.filter { $0 != all }.map { [.vote(ballot: 1, choice: $0)] }
      + (all.map { [[.unmask(ballot: 0, choice: $0)]] } ?? [])
  }

  /// A start by number: single deeds, and for the members of a certificate whether they have
  /// unmasked it already. `nil` for a number that repeats another.
  func states(_ number: Int, unmasked: Int) -> [[Deed]]? {
    var (rest, states): (Int, [[Deed]]) = (number, [])
    for _ in stage.honest {
      states.append(single[rest % single.count])
      rest /= single.count
    }
    guard unmasked > 0 else { return states }
    let certified = stage.choices.indices.first { choice in
      states.count {
        $0 == [.vote(ballot: 1, choice: choice)] || $0 == [.unmask(ballot: 0, choice: choice)]
      } >= t
    }
    guard let certified else { return nil }
    for index in states.indices where unmasked >> index & 1 == 1 {
      guard !states[index].contains(where: { !$0.isVote }) else { return nil }
      states[index].append(.unmask(ballot: 1, choice: certified))
    }
    return states
  }

  var count: Int { stage.honest.reduce(1) { product, _ in product * single.count } }

  /// Who has which silent member's file: whoever has signed for it, or everybody.
  func files(_ states: [[Deed]], everybody: Bool) -> [Set<MemberID>] {
    let silent = Set(stage.liars)
    let needed = states.map { deeds in
      Set(deeds.flatMap { stage.choices[$0.choice].set.members }).intersection(silent)
    }
    let known = needed.reduce(Set()) { $0.union($1) }
    return everybody ? needed.map { _ in known } : needed
  }
}
