import Artifacts
import Rounds
import Sodium
import Testing

/// What arbitrary views bring a member to, the few views of ``Witness`` bring it to as well.
@Suite struct FamilyTests {
  @Test(arguments: 3...7)
  func arbitraryViewsAllowNothingMore(_ n: Int) throws {
    var random = SplitMix(state: UInt64(n))
    let basis = try Table(n).basis
    let (c, m) = (basis.roster.c, basis.roster.m)
    let everybody = (1 << (n - c)) - 1
    let parts = LockTests.parts(n, basis.roster)
    var (votes, unmasks) = (0, 0)
    for course in Course.all(ballots: 2) {
      let honest = course.kinds.map { _ in parts.randomElement(using: &random)! }
      let stage = Stage(
        basis, liars: Array(0..<c), course.options(honest, everybody: everybody))
      let search = LockSearch(
        Witness(stage, member: 0), ballots: course.votes, everybody: Course.everybody)
      let states = search.found.states
      let witnesses = stage.honest.indices.map { Witness(stage, member: $0) }
      for _ in 0..<2_000 {
        let state = search.deeds(in: states.randomElement(using: &random)!)
          .shuffled(using: &random)
        let member = Int.random(in: 0..<state.count, using: &random)
        let view = Self.view(stage, state, member, &random)
        let action = RoundMachine.next(
          view, witnesses[member].memory(after: state[member]),
          elapsed: Double.random(in: 0..<6, using: &random))
        let deed: Deed
        switch action {
        case .publishVote(let ballot, let choice):
          // Any vote outside the palette is one for J, and supports nothing.
          let known = stage.choices.firstIndex(of: choice)
          guard let known, state[member].allSatisfy({ $0.isVote && $0.ballot < ballot }) else {
            #expect(state[member].allSatisfy { $0.isVote && $0.ballot < ballot })
            #expect(choice.set.masked.count >= min(m, 3))
            continue
          }
          deed = .vote(ballot: ballot, choice: known)
          votes += 1
        case .publishUnmask(let ballot, let choice):
          guard let known = stage.choices.firstIndex(of: choice) else {
            // Another version of everybody's files; of no other choice is there a certificate.
            #expect(ballot == 0 && choice.set.masked.count == n && state[member].isEmpty)
            continue
          }
          deed = .unmask(ballot: ballot, choice: known)
          unmasks += 1
        default: continue
        }
        let voters = state.count {
          $0.contains(.vote(ballot: deed.ballot, choice: deed.choice))
        }
        let bound = state.count { deeds in
          !deeds.contains(.vote(ballot: deed.ballot, choice: deed.choice))
            && deeds.contains {
              !$0.isVote && $0.choice == deed.choice && $0.ballot < deed.ballot
            }
        }
        #expect(
          witnesses[member].can(deed, after: state[member], voters: voters, bound: bound),
          "\(course): \(state) \(member) \(deed)")
      }
    }
    #expect(votes > 200 && unmasks > 200)
  }

  /// Some of what the honest members have signed, and whatever liars and folder can show.
  private static func view(
    _ stage: Stage, _ state: [[Deed]], _ member: Int, _ random: inout SplitMix
  ) -> RoundView {
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    func option() -> Choice { stage.choices.randomElement(using: &random)! }
    var view = RoundView(basis: stage.basis)
    // A view that is about one choice, or about several.
    let focus = chance(70) ? option() : nil
    let hidden = [0, 10, 40].randomElement(using: &random)!
    for choice in stage.choices where focus == nil || choice == focus || chance(15) {
      for (id, digest) in choice.set.masked where !chance(hidden) {
        if chance(90) { view.masked[id, default: []].insert(digest) }
        view.statements[id, default: []].insert(digest)
      }
    }
    if chance(10), let one = view.masked.values.joined().randomElement(using: &random),
      let other = view.masked[stage.liars[0]]?.first
    {
      view.conflicts = [[one, other]]
    }
    if chance(20) { view.convicted = [stage.liars.randomElement(using: &random)!] }
    if chance(20) { view.gone = [stage.liars.randomElement(using: &random)!] }
    for (index, deeds) in state.enumerated() {
      let id = stage.honest[index]
      for deed in deeds where !chance(hidden) {
        switch deed {
        case .vote(let ballot, let choice):
          view.votes[ballot, default: [:]][id] = stage.choices[choice]
        case .unmask(let ballot, let choice):
          view.unmasked[id, default: [:]][ballot] = stage.choices[choice]
        }
      }
    }
    for id in stage.liars {
      for ballot in 1...2 where chance(60) {
        view.votes[ballot, default: [:]][id] = focus ?? option()
      }
      for ballot in 0...2 where chance(10) {
        view.unmasked[id, default: [:]][ballot] = focus ?? option()
      }
    }
    for ballot in 2...3 where chance(ballot == 2 ? 50 : 10) {
      view.cuts[ballot] = focus ?? option()
    }
    return view
  }
}
