import Artifacts
import Rounds
import Sodium
import Testing

/// When people's word against a hospital is in force.
@Suite struct ExpulsionsTests {
  private let hospitals: Hospitals
  private let rules: ConsortiumRules

  init() throws {
    hospitals = try Hospitals(5)
    rules = ConsortiumRules(hospitals.manifest.content, KeyRing(hospitals.manifest))
  }

  private func statement(
    _ author: MemberID, against member: MemberID, round: Int = 1, K: Digest? = nil, seq: Int = 2
  ) throws -> ExpelStatement {
    let (session, place) = (hospitals.manifest.digest, Place(member: author, slot: .expel(1)))
    return Signer(
      member: author, key: try #require(hospitals.identities[author]), session: session
    ).sign(
      Statement(
        place: place, session: session, K: K ?? session, incarnation: 1,
        link: ChainLink(seq: seq, prev: session), sees: [],
        body: ExpelBody(member: member, round: round), created: "", software: ""),
      round: 0, slot: place.slot)
  }

  /// What was said, one after the other: author, subject, round.
  private func expulsions(_ said: [(MemberID, MemberID, Int)]) throws -> Expulsions {
    var expulsions = Expulsions(hospitals.manifest.content)
    for (index, (author, member, round)) in said.enumerated() {
      expulsions.insert(try statement(author, against: member, round: round, seq: index + 2))
    }
    return expulsions
  }

  @Test func moreThanHalfOfAllAreNeeded() throws {
    let ids = hospitals.ids
    for count in 0...4 {
      let said = try expulsions(ids.prefix(count).map { ($0, ids[4], 3) })
      let ground = said.ground(against: ids[4])
      #expect(ground == (count > 2 ? .voted(Array(ids.prefix(count))) : nil), "\(count) of 5")
      #expect(said.voters(against: ids[4]) == Array(ids.prefix(count)))
      #expect(ids.prefix(4).allSatisfy { said.ground(against: $0) == nil })
    }
    // One who says it twice is still one.
    let twice = try expulsions([(ids[0], ids[4], 3), (ids[0], ids[4], 4), (ids[1], ids[4], 3)])
    #expect(twice.ground(against: ids[4]) == nil)
  }

  @Test func aRestartForgivesVotesAndNoRevocation() throws {
    let ids = hospitals.ids
    let voted = try expulsions([(ids[0], ids[4], 3), (ids[1], ids[4], 5), (ids[2], ids[4], 7)])
    #expect(voted.ground(against: ids[4], after: 2) != nil)
    #expect(voted.ground(against: ids[4], after: 3) == nil)
    #expect(voted.voters(against: ids[4], after: 3) == [ids[1], ids[2]])
    // What was said later says nothing of a round before.
    #expect(voted.ground(against: ids[4], through: 6) == nil)
    #expect(voted.ground(against: ids[4], through: 7) != nil)
    let revoked = try expulsions([(ids[4], ids[4], 3)])
    #expect(revoked.ground(against: ids[4], after: 9) == .revoked)
    #expect(revoked.ground(against: ids[4], through: 2) == nil)
    // Its own word is none against others, and no vote.
    #expect(revoked.voters(against: ids[4]).isEmpty)
  }

  /// What a stolen key says of later rounds is not heard; what was in force before stays so.
  @Test func whoHasRevokedIsNotHeard() throws {
    let ids = hospitals.ids
    let (first, second) = ((ids[0], ids[4], 3), (ids[1], ids[4], 3))
    let before = try expulsions([first, second, (ids[2], ids[4], 3), (ids[2], ids[2], 4)])
    #expect(before.ground(against: ids[4]) != nil)
    let after = try expulsions([first, second, (ids[2], ids[2], 4), (ids[2], ids[4], 5)])
    #expect(after.ground(against: ids[4]) == nil)
    #expect(after.voters(against: ids[4]) == [ids[0], ids[1]])
    #expect(after.ground(against: ids[2]) == .revoked)
    // One that is dated ahead silences nobody yet.
    let ahead = try expulsions([first, second, (ids[2], ids[2], 9), (ids[2], ids[4], 5)])
    #expect(ahead.ground(against: ids[4], through: 6) != nil)
  }

  @Test func aStatementThatNamesNothingIsRefused() throws {
    let (ids, stranger) = (hospitals.ids, try #require(MemberID("h9")))
    try rules.check(try statement(ids[0], against: ids[4]))
    for wrong in [
      try statement(ids[0], against: stranger), try statement(ids[0], against: ids[4], round: 0),
      try statement(ids[0], against: ids[4], K: .zero),
    ] {
      #expect(rejection { try rules.check(wrong) }?.code == .field)
    }
  }
}
