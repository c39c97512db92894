import Artifacts
import Rounds
import SecureAggregation
import Sodium
import Testing

/// Correctly signed votes and cuts that do not fit their round are refused, each for its reason.
@Suite struct BallotRulesTests {
  private let play: RoundPlay
  private let id: MemberID
  private let three: Choice

  init() throws {
    play = try RoundPlay(Hospitals(4))
    id = play.ids[1]
    three = .open(play.set(Array(play.ids.prefix(3))))
  }

  private func refusal(_ vote: VoteStatement) -> Rejection.Code? {
    rejection { try play.rules.check(vote) }?.code
  }

  private func refusal(_ cut: CutStatement) -> Rejection.Code? {
    rejection { try play.rules.check(cut) }?.code
  }

  /// Choices that no ballot may make: too few for a sum or a next round, or a stranger among them.
  private func unlawful() throws -> [Choice] {
    let two = play.set(Array(play.ids.prefix(2)))
    let stranger = RoundSet(
      masked: three.set.masked.merging([try #require(MemberID("h9")): .zero]) { $1 })
    let none = RoundSet(masked: [:])
    return [two, stranger, none].flatMap { [.open($0), .void($0)] }
  }

  @Test func votesAreOfThisRoundAndBallot() throws {
    for choice in [three, .open(play.set()), .void(three.set), .void(play.set())] {
      for ballot in [1, 2, 77] {
        #expect(refusal(play.vote(choice, by: id, ballot: ballot)) == nil)
      }
      // A vote may see more than its choice: the cut that it follows.
      #expect(
        refusal(play.vote(choice, by: id, sees: choice.set.digests + [play.basis.K])) == nil)
    }
    #expect(refusal(play.vote(three, by: id, K: play.basis.session)) == .context)
    #expect(refusal(play.vote(three, by: id, incarnation: 2)) == .context)
    #expect(try refusal(play.vote(three, by: #require(MemberID("h9")))) == .context)
    #expect(refusal(play.vote(three, by: id, ballot: 1, slot: .vote(2))) == .place)
    #expect(refusal(play.vote(three, by: id, ballot: 0)) == .place)
    #expect(refusal(play.vote(three, by: id, payload: [play.payload()])) == .field)
    let sees = three.set.digests
    for wrong in [[], sees.reversed(), Array(sees.dropLast()), [play.basis.K] + sees] {
      #expect(refusal(play.vote(three, by: id, sees: wrong)) == .context)
    }
    for choice in try unlawful() { #expect(refusal(play.vote(choice, by: id)) == .field) }
  }

  @Test func cutsAreOfTheirBallotsLeader() throws {
    let leaders = play.basis.leaders
    for choice in [three, .void(three.set)] {
      for ballot in 2...11 {
        for (rank, leader) in leaders.enumerated() {
          // The first order is that of the draw, a later one has everybody once.
          let isTurn =
            ballot < 6 ? ballot - 2 == rank : play.basis.leader(ofBallot: ballot) == leader
          let expected: Rejection.Code? = isTurn ? nil : .context
          #expect(refusal(play.cut(choice, by: leader, ballot: ballot)) == expected)
        }
      }
    }
    #expect(refusal(play.cut(three, by: leaders[0], K: play.basis.session)) == .context)
    #expect(refusal(play.cut(three, by: leaders[0], ballot: 2, slot: .cut(6))) == .place)
    #expect(refusal(play.cut(three, by: leaders[0], ballot: 1)) == .place)
    #expect(refusal(play.cut(three, by: leaders[0], payload: [play.payload()])) == .field)
    #expect(refusal(play.cut(three, by: leaders[0], sees: [])) == .context)
    for choice in try unlawful() { #expect(refusal(play.cut(choice, by: leaders[0])) == .field) }
  }
}
