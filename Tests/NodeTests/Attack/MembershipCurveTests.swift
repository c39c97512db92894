import Testing

@testable import Node

@Suite struct MembershipCurveTests {
  @Test func rightScoresFindEverybody() {
    let curve = MembershipCurve(
      scores: [4, 3, 2, 1], isMember: [true, true, false, false])
    #expect(curve.area == 1)
    #expect(curve.truePositive(at: 0) == 1)
  }

  /// By hand: one of two non-members is above one of the two members.
  @Test func areaAndRatesAreThoseByHand() {
    let curve = MembershipCurve(scores: [4, 3, 2, 1], isMember: [true, false, true, false])
    #expect(curve.area == 0.75)
    #expect(curve.truePositive(at: 0) == 0.5)
    #expect(curve.truePositive(at: 0.49) == 0.5)
    #expect(curve.truePositive(at: 0.5) == 1)
    let worst = MembershipCurve(scores: [1, 2], isMember: [true, false])
    #expect(worst.area == 0 && worst.truePositive(at: 0.5) == 0)
  }

  /// Equal scores are one threshold: whoever answers everything alike finds nobody.
  @Test func equalScoresAreGuesses() {
    let curve = MembershipCurve(
      scores: [1, 1, 1, 1], isMember: [true, false, true, false])
    #expect(curve.area == 0.5)
    #expect(curve.truePositive(at: 0.99) == 0)
    #expect(curve.drawn.last?.truePositive == 1)
    #expect(curve.drawn.allSatisfy { (0...1).contains($0.truePositive) })
  }
}
