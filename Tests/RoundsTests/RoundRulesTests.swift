import Artifacts
import Rounds
import SecureAggregation
import Sodium
import Testing

/// Correctly signed masked files that do not fit their round are refused, each for its reason.
@Suite struct RoundRulesTests {
  private let play: RoundPlay
  private let id: MemberID
  private let body: MaskedBody

  init() throws {
    play = try RoundPlay(Hospitals(4))
    id = play.ids[1]
    body = try #require(play.masked[id]).content.body
  }

  private func refusal(_ masked: MaskedStatement) -> Rejection.Code? {
    rejection { try play.rules.check(masked) }?.code
  }

  /// The refusal of a body with other newcomers or evictions.
  private func refusal(
    enrolments: [MemberID: Enrolment] = [:], evicts: [MemberID] = []
  ) -> Rejection.Code? {
    refusal(
      play.sign(
        MaskedBody(
          dealing: body.dealing, next: body.next, leave: false, enrolments: enrolments,
          evicts: evicts), by: id))
  }

  @Test func maskedFilesOfAnotherContextAreRefused() throws {
    #expect(refusal(play.sign(body, by: id)) == nil)
    #expect(refusal(play.sign(body, by: id, round: 2)) == .context)
    #expect(refusal(play.sign(body, by: id, round: 0)) == .context)
    #expect(refusal(play.sign(body, by: id, K: play.basis.session)) == .context)
    #expect(refusal(play.sign(body, by: id, incarnation: 2)) == .context)
    #expect(try refusal(play.sign(body, by: #require(MemberID("h9")))) == .context)
    for sees in [[], [play.basis.session], [play.basis.K, play.basis.K], [.zero, play.basis.K]] {
      #expect(refusal(play.sign(body, by: id, sees: sees)) == .context)
    }
  }

  @Test func maskedPayloadsHaveOneNameSizeAndType() throws {
    let good = play.payload()
    for payload in [
      [], [good, good], [play.payload(name: "model.sealed")],
      [play.payload(name: "../masked.sealed")],
      [play.payload(name: "")], [play.payload(type: "u64le")], [play.payload(type: "safetensors")],
      [play.payload(more: 1)], [play.payload(more: -1)], [play.payload(more: -10_000)],
      [play.payload(more: 1 << 52)],
    ] {
      #expect(refusal(play.sign(body, by: id, payload: payload)) == .field)
    }
  }

  @Test func dealingsOfOthersAndBrokenKeysAreRefused() throws {
    let other = try #require(play.masked[play.ids[0]]).content.body
    let stolen = MaskedBody(
      dealing: other.dealing, next: body.next, leave: false, enrolments: [:], evicts: [])
    #expect(refusal(play.sign(stolen, by: id)) == .sharing)
    for commitment in ["", String(repeating: "0", count: 64), String(repeating: "f", count: 64)] {
      let broken = MaskedBody(
        dealing: body.dealing, next: try body.next.committing(to: commitment), leave: false,
        enrolments: [:], evicts: [])
      #expect(refusal(play.sign(broken, by: id)) == .sharing)
    }
  }

  @Test func pairsOfDealingsMustAgree() throws {
    let elsewhere = try RoundPlay(play.hospitals, secrets: play.hospitals.secrets)
    let (a, b) = (play.ids[0], play.ids[1])
    let one = try #require(play.masked[a])
    // The pair seeds follow from the keys alone: an honest second dealing agrees.
    #expect(try play.rules.agree(one, #require(elsewhere.masked[b])))
    let stranger = try RoundPlay(Hospitals(4))
    #expect(try !play.rules.agree(one, #require(stranger.masked[b])))
    #expect(try !play.rules.agree(#require(stranger.masked[b]), one))
  }

  @Test func newcomersHaveNewEntriesAndGoodKeys() throws {
    let keys = HeldSecrets().keys
    func enrolment(_ incarnation: Int, _ keys: RoundKeys) throws -> Enrolment {
      try Enrolment(play.hospitals.enrolment(again: incarnation, of: play.ids[0], keys: keys))
    }
    let (one, stranger) = (play.ids[0], try #require(MemberID("h9")))
    #expect(try refusal(enrolments: [one: enrolment(2, keys)]) == nil)
    #expect(try refusal(enrolments: [one: enrolment(7, keys), id: enrolment(2, keys)]) == nil)
    // The incarnation that the roster has already would put old keys back.
    #expect(try refusal(enrolments: [one: enrolment(1, keys)]) == .field)
    #expect(try refusal(enrolments: [stranger: enrolment(2, keys)]) == .field)
    for commitment in ["", String(repeating: "0", count: 64), String(repeating: "f", count: 64)] {
      let broken = try keys.committing(to: commitment)
      #expect(try refusal(enrolments: [one: enrolment(2, broken)]) == .sharing)
    }
  }

  @Test func evictionsAreASortedPartOfTheRoster() throws {
    let (ids, stranger) = (play.ids, try #require(MemberID("h9")))
    #expect(refusal(evicts: [ids[0]]) == nil && refusal(evicts: ids) == nil)
    for wrong in [[stranger], [ids[1], ids[0]], [ids[2], ids[2]], [ids[0], stranger]] {
      #expect(refusal(evicts: wrong) == .field)
    }
  }
}
