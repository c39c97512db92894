import Foundation
import SecureAggregation
import Sodium
import Testing

/// Whole rounds that a second implementation, in Python, dealt and masked.
@Suite struct IndependentRoundTests {
  struct Vectors: Decodable {
    struct Case: Decodable {
      let name: String
      let session: Digest
      let round: UInt64
      // swift-format-ignore: AlwaysUseLowerCamelCase
      let K: Digest
      let threshold: Int
      let width: RingWidth
      let count: Int
      let members: [Member]
    }
    struct Member: Decodable {
      let id: String
      let secrets: Hex
      let ephemeralKey: SealingPublicKey
      let nonceCommitment: String
      let selfMaskSeed: String
      let nonce: String
      let pairSeeds: [String: String]
      let dealing: Dealing
      let masked: Hex
      let vector: [Int64]
    }
    let cases: [Case]
  }

  @Test func opensWhatPythonDealt() throws {
    for round in try vectors("rounds", as: Vectors.self).cases {
      let context = try context(round)
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
              from: dealer, as: member.id, secrets: secrets(member), in: context)
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
      let context = try context(round)
      for member in round.members {
        let (_, dealing) = try Dealing.deal(
          RingVector(zeros: round.count, width: round.width), as: member.id,
          secrets: secrets(member), in: context)
        for (other, pair) in dealing.pairs {
          #expect(pair.check == member.dealing.pairs[other]?.check)
          #expect(
            pair.commitments?.constant == member.dealing.pairs[other]?.commitments?.constant)
        }
        #expect(dealing.nonce.constant.hex == member.nonceCommitment)
      }
    }
  }

  private func context(_ round: Vectors.Case) throws -> RoundContext {
    try RoundContext(
      session: round.session, round: round.round, K: round.K,
      members: round.members.map {
        try RoundContext.Member(
          id: $0.id, ephemeralKey: $0.ephemeralKey, nonceCommitment: $0.nonceCommitment)
      }, threshold: round.threshold, ringWidth: round.width, count: round.count)
  }

  private func secrets(_ member: Vectors.Member) throws -> RoundSecrets {
    try SecretBytes.Held(member.secrets.bytes).restored()
  }
}
