import Foundation
import SecureAggregation
import Sodium
import Testing

/// Whole rounds that a second implementation, in Python, dealt and masked.
@Suite struct IndependentRoundTests {
  struct Vectors: Decodable {
    let cases: [IndependentRound]
  }

  @Test func opensWhatPythonDealt() throws {
    for round in try vectors("rounds", as: Vectors.self).cases {
      let context = try round.context()
      let ids = context.ids
      let members = Dictionary(uniqueKeysWithValues: round.members.map { ($0.id, $0) })
      let dealings = members.mapValues(\.dealing)
      for (id, member) in members {
        try member.dealing.validateShape(for: id, in: context)
        for (other, dealing) in dealings where other != id {
          try member.dealing.consistent(from: id, with: dealing, from: other)
        }
      }
      for set in [ids, Array(ids.dropFirst()), Array(ids.dropLast())]
      where set.count >= context.smallestSet {
        var shares: [String: RevealedShares] = [:]
        for member in round.members {
          var opened: [String: OpenedShares] = [:]
          for dealer in set {
            opened[dealer] = try #require(dealings[dealer]).open(
              from: dealer, as: member.id, secrets: member.restoredSecrets(), in: context)
          }
          let revealed = try RevealedShares(revealing: opened, for: set, in: context)
          try revealed.verify(from: member.id, set: set, dealings: dealings, in: context)
          shares[member.id] = revealed
        }
        let opening = try Opening(set: set, dealings: dealings, shares: shares, in: context)
        for id in set {
          #expect(opening.seeds[id] == members[id]?.selfMaskSeed, "\(round.name)")
          #expect(opening.nonces[id] == members[id]?.nonce, "\(round.name)")
          for other in ids where !set.contains(other) {
            #expect(opening.pairSeeds[other]?[id] == members[id]?.pairSeeds[other])
          }
        }
        let sum = try opening.aggregate { id in
          try RingVector(
            littleEndianBytes: #require(members[id]).masked.bytes, count: round.count,
            width: round.width)
        }
        for coordinate in 0..<round.count {
          let expected = set.reduce(0) { $0 + (members[$1]?.vector[coordinate] ?? 0) }
          #expect(sum.signedValues[coordinate] == expected, "\(round.name)")
        }
      }
    }
  }

  @Test func namesTheSamePairSeedsAsPython() throws {
    for round in try vectors("rounds", as: Vectors.self).cases {
      let context = try round.context()
      for member in round.members {
        let (_, dealing) = try Dealing.deal(
          RingVector(zeros: round.count, width: round.width), as: member.id,
          secrets: member.restoredSecrets(), in: context)
        for (other, pair) in dealing.pairs {
          #expect(pair.check == member.dealing.pairs[other]?.check)
          #expect(
            pair.commitments?.constant == member.dealing.pairs[other]?.commitments?.constant)
        }
        #expect(dealing.nonce.constant.hex == member.nonceCommitment)
      }
    }
  }
}
