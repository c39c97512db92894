import Artifacts
import Rounds
import SecureAggregation
import Sodium
import Testing

/// Correctly signed files that do not fit their round are refused, each for its reason.
@Suite struct RoundRulesTests {
  private let play: RoundPlay
  private let id: MemberID
  private let body: MaskedBody
  private let shares: RevealedShares

  init() throws {
    play = try RoundPlay(Hospitals(4))
    id = play.ids[1]
    body = try #require(play.masked[id]).content.body
    shares = try play.shares(of: id)
  }

  private func refusal(_ masked: MaskedStatement) -> Rejection.Code? {
    rejection { try play.rules.check(masked) }?.code
  }

  private func refusal(_ unmask: UnmaskStatement) -> Rejection.Code? {
    rejection { try play.rules.check(unmask, masked: play.masked) }?.code
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
    #expect(
      refusal(
        play.sign(
          MaskedBody(dealing: other.dealing, next: body.next, leave: false, enrolments: []), by: id)
      )
        == .sharing)
    for commitment in ["", String(repeating: "0", count: 64), String(repeating: "f", count: 64)] {
      let broken = MaskedBody(
        dealing: body.dealing, next: try body.next.committing(to: commitment), leave: false,
        enrolments: [])
      #expect(refusal(play.sign(broken, by: id)) == .sharing)
    }
  }

  @Test func pairsOfDealingsMustAgree() throws {
    let elsewhere = try RoundPlay(play.hospitals, secrets: play.hospitals.secrets)
    let (a, b) = (play.ids[0], play.ids[1])
    let one = try #require(play.masked[a])
    // The pair seeds follow from the keys alone: an honest second dealing agrees.
    try play.rules.checkPair(one, #require(elsewhere.masked[b]))
    let stranger = try RoundPlay(Hospitals(4))
    let refused = rejection { try play.rules.checkPair(one, #require(stranger.masked[b])) }
    #expect(refused?.code == .sharing)
    #expect(refused?.file == one.place.json)
  }

  @Test func unmaskFilesOfAnotherContextAreRefused() throws {
    let all = RoundSet(masked: play.masked.mapValues(\.digest))
    let sees = all.members.compactMap { all.masked[$0] }
    let fewer = RoundSet(masked: all.masked.filter { $0.key != play.ids[3] })
    #expect(refusal(play.sign(shares, by: id)) == nil)
    #expect(refusal(play.sign(shares, by: id, K: play.basis.session)) == .context)
    #expect(refusal(play.sign(shares, by: id, incarnation: 2)) == .context)
    #expect(try refusal(play.sign(shares, by: #require(MemberID("h9")))) == .context)
    #expect(refusal(play.sign(shares, by: id, ballot: 1)) == .context)
    #expect(refusal(play.sign(shares, by: id, set: fewer)) == .context)
    for wrong in [[], sees.reversed(), Array(sees.dropLast()), sees + [play.basis.K]] {
      #expect(refusal(play.sign(shares, by: id, sees: wrong)) == .context)
    }
    #expect(refusal(play.sign(shares, by: id, payload: [play.payload()])) == .field)
    let heads = all.masked.mapValues { Head(seq: 1, digest: $0) }
    let stranger = try #require(MemberID("h9"))
    for wrong in [
      [:], heads.filter { $0.key != id },
      heads.merging([stranger: Head(seq: 1, digest: .zero)]) { $1 },
    ] {
      #expect(refusal(play.sign(shares, by: id, heads: wrong)) == .field)
    }
    let early = play.sign(shares, by: id)
    let incomplete = play.masked.filter { $0.key != play.ids[3] }
    #expect(rejection { try play.rules.check(early, masked: incomplete) }?.code == .context)
  }

  @Test func sharesOfAnotherHolderOrDealerAreRefused() throws {
    for other in play.ids where other != id {
      #expect(try refusal(play.sign(play.shares(of: other), by: id)) == .sharing)
    }
    for (a, b) in [(0, 1), (1, 2), (2, 3)] {
      let exchanged = try shares.exchanging(play.ids[a], with: play.ids[b])
      #expect(refusal(play.sign(exchanged, by: id)) == .sharing)
    }
  }

  /// With four members and a quorum of three, one liar is found and passed over.
  @Test func aWrongShareDoesNotChangeTheOutcome() throws {
    let genesis = try play.hospitals.genesis()
    var unmasks = try play.unmasks()
    let honest = try play.close(unmasks, on: genesis)
    for liar in play.ids {
      let lie = try play.shares(of: liar).exchanging(play.ids[0], with: play.ids[1])
      let truth = unmasks[liar]
      unmasks[liar] = play.sign(lie, by: liar)
      #expect(try play.close(unmasks, on: genesis).resultBytes == honest.resultBytes)
      unmasks[liar] = truth
    }
  }
}

/// Revealed shares as text, so that a liar's can be written.
private struct SharesText: Codable {
  var nonce: [String: String]
  var pairs: [String: [String: String]]
  var selfMask: [String: String]
}

extension RevealedShares {
  /// The same shares with those of two dealers exchanged.
  func exchanging(_ one: MemberID, with other: MemberID) throws -> RevealedShares {
    var text = try CanonicalJSON.decode(
      SharesText.self, from: CanonicalJSON.encode(self), file: "shares")
    let share = text.selfMask[one.name]
    text.selfMask[one.name] = text.selfMask[other.name]
    text.selfMask[other.name] = share
    return try CanonicalJSON.decode(
      RevealedShares.self, from: CanonicalJSON.encode(text), file: "shares")
  }
}
