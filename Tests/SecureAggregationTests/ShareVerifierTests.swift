import Foundation
import Sodium
import Testing

@testable import SecureAggregation

/// Batch verification agrees with checking share by share.
@Suite struct ShareVerifierTests {
  /// Layers come off; one and two absent; nobody absent; a roster whose pairs are bound by hashes.
  @Test(arguments: [(7, 0), (7, 1), (7, 2), (4, 0), (25, 2)])
  func goodSharesPassAndEachWrongOneConvicts(members: Int, absent: Int) throws {
    let round = try Consortium(members, threshold: members == 25 ? 3 : nil, isLayered: members == 7)
    let set = Array(round.context.ids.dropLast(absent))
    let verifier = try ShareVerifier(set: set, dealings: round.dealings, in: round.context)
    for (holder, good) in try round.revealed(by: ["h01", "h03"], for: set) {
      #expect(failure { try verifier.verify(good, from: holder) } == nil)
      // At the price of one: each share was not asked for.
      let index = try round.context.position(of: holder) + 1
      #expect(verifier.areRightTogether(good, at: index))
      #expect(failure { try verifier.verify(good, from: "h02") }?.culprit == "h02")
      #expect(failure { try verifier.verify(good, from: "h99") }?.code == .unknownMember)
      let places = Self.places(in: good)
      // Self masks and nonces, layers that come off, each pair with an absent member.
      let layers = round.context.removedLayers(of: set.count)
      #expect(layers == (members == 7 ? 2 - absent : 0))
      #expect(places.count == set.count * (2 + layers + absent))
      for place in places {
        let wrong = try Self.adding(.one, at: place, to: good)
        let found = failure { try verifier.verify(wrong, from: holder) }
        let isHashed = place[0] == "pairs" && members == 25
        #expect(verifier.areRightTogether(wrong, at: index) == isHashed, "\(place)")
        #expect(found?.code == .invalidShare && found?.culprit == holder, "\(place)")
        #expect(
          found
            == failure {
              try wrong.verify(
                from: holder, set: set, dealings: round.dealings, in: round.context)
            })
      }
    }
  }

  @Test func weightsAreDrawnAnew() throws {
    let round = try Consortium(4)
    let verifiers = try (0..<2).map { _ in
      try ShareVerifier(set: round.context.ids, dealings: round.dealings, in: round.context)
    }
    #expect(Set(verifiers.map(\.combined)).count == 2)
  }

  /// Would pass if the weights were all the same.
  @Test func errorsThatCancelInThePlainSumConvict() throws {
    let round = try Consortium(4)
    let set = round.context.ids
    let good = try #require(try round.revealed(by: ["h02"], for: set)["h02"])
    let (one, other) = (["selfMask", "h01"], ["nonce", "h03"])
    let wrong = try Self.adding(
      Scalar.zero - .one, at: other, to: Self.adding(.one, at: one, to: good))
    for _ in 0..<20 {
      let verifier = try ShareVerifier(set: set, dealings: round.dealings, in: round.context)
      #expect(failure { try verifier.verify(wrong, from: "h02") }?.code == .invalidShare)
    }
  }

  @Test func needsTheDealingsOfALawfulSet() throws {
    let round = try Consortium(5)
    let dealings = round.dealings.filter { $0.key != "h02" }
    let missing = failure {
      _ = try ShareVerifier(
        set: ["h01", "h02", "h03", "h04"], dealings: dealings, in: round.context)
    }
    #expect(missing?.code == .unknownMember && missing?.culprit == "h02")
    let few = failure {
      _ = try ShareVerifier(set: ["h01", "h02"], dealings: round.dealings, in: round.context)
    }
    #expect(few?.code == .invalidRound)
    let verifier = try ShareVerifier(
      set: ["h01", "h02", "h04", "h05"], dealings: round.dealings, in: round.context)
    let ofAll = try #require(
      try round.revealed(by: ["h01"], for: round.context.ids)["h01"])
    #expect(failure { try verifier.verify(ofAll, from: "h01") }?.code == .invalidShare)
  }

  /// The paths in JSON to all shares.
  private static func places(in shares: RevealedShares) -> [[String]] {
    shares.selfMask.keys.map { ["selfMask", $0] } + shares.nonce.keys.map { ["nonce", $0] }
      + (shares.layers ?? [:]).flatMap { id, all in all.indices.map { ["layers", id, "\($0)"] } }
      + shares.pairs.flatMap { other, all in all.keys.map { ["pairs", other, $0] } }
  }

  private static func adding(
    _ number: Scalar, at place: [String], to shares: RevealedShares
  ) throws -> RevealedShares {
    func changed(_ value: Any, _ path: ArraySlice<String>) throws -> Any {
      guard let key = path.first else {
        let text = try #require(value as? String)
        let scalar = try #require(Scalar(hex: text))
        return (scalar + number).hex
      }
      if var list = value as? [Any] {
        let index = try #require(Int(key))
        list[index] = try changed(list[index], path.dropFirst())
        return list
      }
      var fields = try #require(value as? [String: Any])
      let inner = try #require(fields[key])
      fields[key] = try changed(inner, path.dropFirst())
      return fields
    }
    let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(shares))
    return try JSONDecoder().decode(
      RevealedShares.self,
      from: JSONSerialization.data(withJSONObject: changed(json, place[...])))
  }
}
