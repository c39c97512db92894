import Foundation
import SecureAggregation
import Sodium
import Testing

@Suite struct RoundTripTests {
  @Test(arguments: 3...7, [RingWidth.bits32, .bits64])
  func everySetOfEverySizeSumsExactly(n: Int, width: RingWidth) throws {
    let round = try Consortium(n, width: width)
    let ids = round.context.ids
    var opened: [String: [String: OpenedShares]] = [:]
    for holder in ids { opened[holder] = try round.opened(by: holder, of: ids) }
    for (number, set) in round.openableSets.enumerated() {
      // A different quorum for every set; members outside the set hold shares too.
      let holders = (0..<round.context.threshold).map { ids[(number + $0) % n] }
      var shares: [String: RevealedShares] = [:]
      for holder in holders {
        shares[holder] = try RevealedShares(
          revealing: opened[holder] ?? [:], for: set, in: round.context)
      }
      let opening = try Opening(
        set: set, dealings: round.dealings, shares: shares, in: round.context)
      let sum = try opening.aggregate { try #require(round.masked[$0]) }
      #expect(try sum == round.sum(set), "\(set)")
      let again = try Opening(
        set: set.reversed(), dealings: round.dealings, seeds: opening.seeds,
        nonces: opening.nonces, pairs: opening.pairSeeds, in: round.context)
      #expect(try again.aggregate { try #require(round.masked[$0]) } == sum)
    }
  }

  @Test(arguments: [RingWidth.bits32, .bits64])
  func sumsAreExactAtTheEdgesOfTheRing(width: RingWidth) throws {
    let range = width.signedRange
    let values = [range.upperBound, range.lowerBound, range.upperBound - 1, 0, -1]
    let round = try Consortium(4, width: width, count: 5) { member, coordinate in
      values[(member + coordinate) % values.count]
    }
    for set in round.openableSets {
      let opening = try Opening(
        set: set, dealings: round.dealings, shares: round.revealed(by: round.context.ids, for: set),
        in: round.context)
      #expect(try opening.aggregate { try #require(round.masked[$0]) } == round.sum(set))
    }
  }

  @Test func vectorsOfSeveralChunksSumExactly() throws {
    let round = try Consortium(3, count: 150_000) { Int64($0 * 7 - $1) }
    let ids = round.context.ids
    let opening = try Opening(
      set: ids, dealings: round.dealings, shares: round.revealed(by: ids, for: ids),
      in: round.context)
    #expect(try opening.aggregate { try #require(round.masked[$0]) } == round.sum(ids))
  }

  @Test func largeRostersUseHashes() throws {
    let round = try Consortium(25, count: 2)
    let ids = round.context.ids
    let dealing = try #require(round.dealings[ids[0]])
    #expect(
      dealing.pairs.values.allSatisfy { $0.commitments == nil && $0.shareHashes?.count == 25 })
    let set = Array(ids.dropFirst(3))
    let holders = Array(ids.prefix(round.context.threshold))
    let shares = try round.revealed(by: holders, for: set)
    try #require(shares[ids[1]]).verify(
      from: ids[1], set: set, dealings: round.dealings, in: round.context)
    let opening = try Opening(
      set: set, dealings: round.dealings, shares: shares, in: round.context)
    #expect(try opening.aggregate { try #require(round.masked[$0]) } == round.sum(set))
  }

  @Test func twoMembersWorkWhenAllowed() throws {
    let a = RoundSecrets.random()
    let b = RoundSecrets.random()
    let context = try RoundContext(
      session: Digest(hashing: []), round: 1, K: Digest(hashing: []),
      members: [
        RoundContext.Member(
          id: "a", ephemeralKey: a.ephemeralKey, nonceCommitment: a.nonceCommitment.hex),
        RoundContext.Member(
          id: "b", ephemeralKey: b.ephemeralKey, nonceCommitment: b.nonceCommitment.hex),
      ], threshold: 2, ringWidth: .bits32, count: 1)
    let one = try RingVector(signed: [40], width: .bits32)
    let two = try RingVector(signed: [2], width: .bits32)
    let (maskedA, dealingA) = try Dealing.deal(one, as: "a", secrets: a, in: context)
    let (maskedB, dealingB) = try Dealing.deal(two, as: "b", secrets: b, in: context)
    let dealings = ["a": dealingA, "b": dealingB]
    let shares = [
      "a": try RevealedShares(
        revealing: [
          "a": dealingA.open(from: "a", as: "a", secrets: a, in: context),
          "b": dealingB.open(from: "b", as: "a", secrets: a, in: context),
        ], for: ["a", "b"], in: context),
      "b": try RevealedShares(
        revealing: [
          "a": dealingA.open(from: "a", as: "b", secrets: b, in: context),
          "b": dealingB.open(from: "b", as: "b", secrets: b, in: context),
        ], for: ["a", "b"], in: context),
    ]
    let opening = try Opening(set: ["a", "b"], dealings: dealings, shares: shares, in: context)
    #expect(try opening.aggregate { $0 == "a" ? maskedA : maskedB }.signedValues == [42])
  }

  @Test func everyDealingHasItsOwnSelfMask() throws {
    let round = try Consortium(3)
    let (first, one) = try round.deal([1, 2, 3], as: "h01")
    let (second, two) = try round.deal([1, 2, 3], as: "h01")
    #expect(first != second)
    #expect(one.selfMask != two.selfMask)
    #expect(one.nonce.constant == two.nonce.constant && one.nonce != two.nonce)
    #expect(one.pairs["h02"]?.check == two.pairs["h02"]?.check)
  }

  @Test func dealingsAndSharesAreCanonicalJSON() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let round = try Consortium(4)
    let dealing = try #require(round.dealings["h01"])
    let json = try encoder.encode(dealing)
    #expect(try JSONDecoder().decode(Dealing.self, from: json) == dealing)
    let set = ["h01", "h02", "h03"]
    let shares = try #require(try round.revealed(by: ["h04"], for: set)["h04"])
    let text = try String(decoding: encoder.encode(shares), as: UTF8.self)
    #expect(try JSONDecoder().decode(RevealedShares.self, from: Data(text.utf8)) == shares)
    #expect(!text.contains("null") && !String(decoding: json, as: UTF8.self).contains("null"))
    let all = try #require(try round.revealed(by: ["h04"], for: round.context.ids)["h04"])
    #expect(try JSONDecoder().decode(RevealedShares.self, from: encoder.encode(all)) == all)
  }

  @Test func openedSharesDoNotPrint() throws {
    let round = try Consortium(3)
    let shares = try round.open(#require(round.dealings["h01"]), from: "h01", as: "h02")
    var text = String(reflecting: shares)
    dump(shares, to: &text)
    let revealed = try round.revealed(by: ["h02"], for: round.context.ids)
    let secret = try #require(revealed["h02"]?.selfMask["h01"]).bytes
    #expect(!text.contains(secret.hex) && !text.contains("\(secret)"))
    #expect(text.contains("h01"))
  }
}
