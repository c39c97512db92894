import Foundation
import SecureAggregation
import Sodium
import Testing

@Suite struct OpeningTests {
  private let round: Consortium
  private let set = ["h01", "h02", "h04", "h05"]

  init() throws {
    round = try Consortium(5)
  }

  private func changed(_ shares: RevealedShares, _ path: [String], _ value: Any?) throws
    -> RevealedShares
  {
    let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(shares))
    var fields = try #require(json as? [String: Any])
    if path.count == 2 {
      var inner = fields[path[0]] as? [String: Any] ?? [:]
      inner[path[1]] = value
      fields[path[0]] = inner
    } else {
      var outer = fields[path[0]] as? [String: Any] ?? [:]
      var inner = outer[path[1]] as? [String: Any] ?? [:]
      inner[path[2]] = value
      outer[path[1]] = inner
      fields[path[0]] = outer
    }
    return try JSONDecoder().decode(
      RevealedShares.self, from: JSONSerialization.data(withJSONObject: fields))
  }

  @Test func wrongSharesConvictTheirHolder() throws {
    let good = try #require(try round.revealed(by: ["h03"], for: set)["h03"])
    func verify(_ shares: RevealedShares, as holder: String) -> SecureAggregationError? {
      failure {
        try shares.verify(from: holder, set: set, dealings: round.dealings, in: round.context)
      }
    }
    #expect(verify(good, as: "h03") == nil)
    #expect(verify(good, as: "h02")?.culprit == "h02")
    #expect(verify(good, as: "h09")?.code == .unknownMember)
    for path in [["selfMask", "h01"], ["nonce", "h05"], ["pairs", "h03", "h02"]] {
      for wrong in [Scalar(3), .zero] {
        let found = verify(try changed(good, path, wrong.hex), as: "h03")
        #expect(found?.code == .invalidShare && found?.culprit == "h03", "\(path)")
      }
      #expect(verify(try changed(good, path, nil), as: "h03")?.code == .invalidShare)
    }
    #expect(
      verify(try changed(good, ["selfMask", "h03"], Scalar(3).hex), as: "h03")?.code
        == .invalidShare)
    #expect(
      verify(try changed(good, ["pairs", "h02", "h01"], Scalar(3).hex), as: "h03")?.code
        == .invalidShare)
    #expect(throws: DecodingError.self) {
      try changed(good, ["nonce", "h01"], String(repeating: "f", count: 64))
    }
  }

  @Test func wrongSharesArePassedOver() throws {
    let ids = round.context.ids
    var shares = try round.revealed(by: ids, for: set)
    let expected = try Opening(
      set: set, dealings: round.dealings, shares: shares, in: round.context)
    shares["h01"] = try changed(#require(shares["h01"]), ["selfMask", "h02"], Scalar(3).hex)
    let opening = try Opening(
      set: set, dealings: round.dealings, shares: shares, in: round.context)
    #expect(opening.seeds == expected.seeds && opening.nonces == expected.nonces)
    shares["h02"] = try changed(#require(shares["h02"]), ["pairs", "h03", "h05"], Scalar(3).hex)
    let found = failure {
      _ = try Opening(set: set, dealings: round.dealings, shares: shares, in: round.context)
    }
    #expect(found?.code == .notEnoughShares)
  }

  @Test func sharesOfAnotherSetDoNotCount() throws {
    let ids = round.context.ids
    let shares = try round.revealed(by: ids, for: ids)
    let found = failure {
      _ = try Opening(set: set, dealings: round.dealings, shares: shares, in: round.context)
    }
    #expect(found?.code == .notEnoughShares)
    let few = try round.revealed(by: ["h01", "h02", "h03"], for: set)
    #expect(
      failure {
        _ = try Opening(set: set, dealings: round.dealings, shares: few, in: round.context)
      }?.code == .notEnoughShares)
  }

  @Test(arguments: [[], ["h01"], ["h01", "h02", "h03"], ["h01", "h02", "h03", "h03"]])
  func smallSetsAreNeverOpened(set: [String]) throws {
    let ids = round.context.ids
    let opened = try round.opened(by: "h01", of: ids)
    #expect(
      failure { _ = try RevealedShares(revealing: opened, for: set, in: round.context) }?.code
        == .invalidRound)
    #expect(
      failure {
        _ = try Opening(set: set, dealings: round.dealings, shares: [:], in: round.context)
      }?.code == .invalidRound)
  }

  @Test func revealingNeverUnmasksOneMember() throws {
    let shares = try #require(try round.revealed(by: ["h01"], for: set)["h01"])
    #expect(Set(shares.selfMask.keys).isDisjoint(with: shares.pairs.keys))
    #expect(Set(shares.selfMask.keys) == Set(set) && Set(shares.nonce.keys) == Set(set))
    #expect(Set(shares.pairs.keys) == ["h03"])
    let missing = failure {
      _ = try RevealedShares(
        revealing: round.opened(by: "h01", of: Array(set.dropLast())), for: set,
        in: round.context)
    }
    #expect(missing?.code == .unknownMember && missing?.culprit == "h05")
  }

  @Test func publishedSeedsAreChecked() throws {
    let opening = try Opening(
      set: set, dealings: round.dealings, shares: round.revealed(by: set, for: set),
      in: round.context)
    func reopen(
      _ change: (inout [String: String], inout [String: String], inout [String: [String: String]])
        -> Void
    ) -> SecureAggregationError? {
      var (seeds, nonces, pairs) = (opening.seeds, opening.nonces, opening.pairSeeds)
      change(&seeds, &nonces, &pairs)
      return failure {
        _ = try Opening(
          set: set, dealings: round.dealings, seeds: seeds, nonces: nonces, pairs: pairs,
          in: round.context)
      }
    }
    #expect(reopen { _, _, _ in } == nil)
    #expect(reopen { seeds, _, _ in seeds["h02"] = Scalar(9).hex }?.culprit == "h02")
    #expect(reopen { seeds, _, _ in seeds["h02"] = seeds["h01"] }?.code == .invalidSeed)
    #expect(reopen { _, nonces, _ in nonces["h01"] = Scalar(9).hex }?.code == .invalidSeed)
    #expect(reopen { _, _, pairs in pairs["h03"]?["h04"] = Scalar(9).hex }?.code == .invalidSeed)
    #expect(reopen { seeds, _, _ in seeds["h02"] = "00" }?.code == .notCanonical)
    #expect(
      reopen { seeds, _, _ in seeds["h02"] = String(repeating: "f", count: 64) }?.code
        == .notCanonical)
    #expect(reopen { seeds, _, _ in seeds["h02"] = nil }?.code == .invalidRound)
    #expect(reopen { seeds, _, _ in seeds["h03"] = seeds["h01"] }?.code == .invalidRound)
    #expect(reopen { _, _, pairs in pairs = [:] }?.code == .invalidRound)
  }

  @Test func aggregationTakesEachVectorOnce() throws {
    let opening = try Opening(
      set: set, dealings: round.dealings, shares: round.revealed(by: set, for: set),
      in: round.context)
    var sum = Aggregation(of: opening)
    let vector = try #require(round.masked["h01"])
    try sum.add(vector, of: "h01")
    #expect(throws: SecureAggregationError.self) { try sum.add(vector, of: "h01") }
    #expect(throws: SecureAggregationError.self) { try sum.add(vector, of: "h03") }
    let short = RingVector(zeros: 2, width: .bits32)
    #expect(throws: SecureAggregationError.self) { try sum.add(short, of: "h02") }
    let unfinished = failure {
      var partial = Aggregation(of: opening)
      try partial.add(vector, of: "h01")
      _ = try partial.finish()
    }
    #expect(unfinished?.culprit == "h02")
    struct Unreadable: Error {}
    #expect(throws: Unreadable.self) { try opening.aggregate { _ in throw Unreadable() } }
  }

  @Test func aChangedVectorChangesTheSum() throws {
    let opening = try Opening(
      set: set, dealings: round.dealings, shares: round.revealed(by: set, for: set),
      in: round.context)
    let sum = try opening.aggregate { id in
      var vector = try #require(round.masked[id])
      if id == "h02" { try vector.add(RingVector(signed: [0, 1 << 30, 0], width: .bits32)) }
      return vector
    }
    #expect(try sum != round.sum(set))
    #expect(failure { try sum.check(bound: 100) }?.code == .boundExceeded)
  }

  @Test func aMisdealerAmongHashesIsFoundAtTheEnd() throws {
    let large = try Consortium(25, count: 1)
    let ids = large.context.ids
    let set = Array(ids.dropLast())
    let absent = try #require(ids.last)
    // h01 gives h02 another share of its mask with h25, and the hash that belongs to it.
    var forgery = try Forgery(#require(large.dealings["h01"]))
    let wrong = Scalar(12)
    let row = 2 + 23
    try forgery.reseal(from: "h01", to: "h02", in: large) {
      $0.replaceSubrange(32 * row..<32 * (row + 1), with: wrong.bytes)
    }
    var hash = Blake2b(.bits256, key: wrong.bytes)
    for text in ["decaph/v1/pair-share", "h01", absent, "h02"] { hash.update(terminated: text) }
    forgery[["pairs", absent, "shareHashes", "h02"]] = Digest(finalizing: hash).hex
    var dealings = large.dealings
    dealings["h01"] = try forgery.dealing()
    var shares: [String: RevealedShares] = [:]
    for holder in ids.prefix(large.context.threshold) {
      var opened = try large.opened(by: holder, of: set)
      opened["h01"] = try large.open(forgery.dealing(), from: "h01", as: holder)
      shares[holder] = try RevealedShares(revealing: opened, for: set, in: large.context)
    }
    let found = failure {
      _ = try Opening(set: set, dealings: dealings, shares: shares, in: large.context)
    }
    #expect(found?.code == .invalidSeed && found?.culprit == "h01")
  }
}
