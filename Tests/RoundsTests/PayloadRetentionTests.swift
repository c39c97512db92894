import Artifacts
import Rounds
import Testing

/// For how long sealed files are kept.
@Suite struct PayloadRetentionTests {
  private func plan(_ kept: Int?) -> Plan {
    var plan = Plan.small()
    plan.rounds.keepPayloads = kept
    return plan
  }

  @Test func withoutTheFieldNothingMayGo() throws {
    #expect(PayloadRetention(plan(nil)) == nil)
    #expect(!CanonicalJSON.encode(plan(nil)).contains(Array("keepPayloads".utf8)))
  }

  /// What a plan must not say counts for nothing, should somebody have signed it.
  @Test func fewerRoundsThanTenAreRefused() throws {
    try RoundArithmetic(plan(10)).check(members: 3)
    let error = #expect(throws: Rejection.self) {
      try RoundArithmetic(plan(9)).check(members: 3)
    }
    #expect(error?.message.contains("9 rounds") == true)
    #expect(PayloadRetention(plan(9)) == nil && PayloadRetention(plan(-1)) == nil)
  }

  /// The model before the oldest round that is kept is kept too.
  @Test func aModelStaysOneRoundLonger() throws {
    let retention = try #require(PayloadRetention(plan(10)))
    let id = try #require(MemberID("h1"))
    for (slot, last) in [(Slot.masked, 4), (.relay(id), 4), (.model, 3)] {
      #expect(retention.isOver(slot, of: last, closed: 14), "\(slot.name)")
      #expect(!retention.isOver(slot, of: last + 1, closed: 14), "\(slot.name)")
    }
    #expect(!retention.isOver(.masked, of: 0, closed: 9))
    for slot in [Slot.result, .unmask(0), .commit, .vote(1)] {
      #expect(!retention.isOver(slot, of: 0, closed: 1000))
    }
  }
}
