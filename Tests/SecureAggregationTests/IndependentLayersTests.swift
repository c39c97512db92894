import DifferentialPrivacy
import Foundation
import SecureAggregation
import Sodium
import Testing

/// Layers of noise that a second implementation, in Python and from docs/protocol.md alone, drew,
/// dealt and took off.
@Suite struct IndependentLayersTests {
  struct Noise: Decodable {
    struct Draws: Decodable {
      let name: String
      let seed: Scalar
      let variance: Int64
      let width: RingWidth
      let count: Int
      let digest: Digest
      let values: [Int64]?
      let first: [Int64]?
      let last: [Int64]?
    }
    struct Roster: Decodable {
      let log2Scale: Int
      let n: Int
      let m: Int
      let c: Int
      let isLayered: Bool
      let base: Int64
      let layers: [Int64]
      let shares: [String: Int64]
    }
    let cases: [Draws]
    let layers: [Roster]
  }

  struct Rounds: Decodable {
    struct Case: Decodable {
      let dealt: IndependentRound
      let end: End

      init(from decoder: any Decoder) throws {
        dealt = try IndependentRound(from: decoder)
        end = try End(from: decoder)
      }
    }
    /// What Python opened.
    struct End: Decodable {
      let set: [String]
      let shares: [String: RevealedShares]
      let opened: Opened
      let aggregate: [Int64]
      let aggregateDigest: Digest
    }
    struct Opened: Decodable {
      let seeds: [String: String]
      let nonces: [String: String]
      let layers: [String: [String]]?
      let pairs: [String: [String: String]]
    }
    let cases: [Case]
  }

  @Test func drawsAsPythonDoes() throws {
    for vector in try vectors("noise", as: Noise.self).cases {
      let noise = try DiscreteGaussian(variance: vector.variance)
      var sum = RingVector(zeros: vector.count, width: vector.width)
      MaskStream(opened: [(vector.seed, .noise(noise), .plus)]).apply(to: &sum)
      #expect(Digest(hashing: sum.littleEndianBytes) == vector.digest, "\(vector.name)")
      let values = sum.signedValues
      if let expected = vector.values { #expect(values == expected, "\(vector.name)") }
      if let expected = vector.first { #expect(Array(values.prefix(8)) == expected) }
      if let expected = vector.last { #expect(Array(values.suffix(8)) == expected) }
    }
  }

  @Test func splitsTheNoiseAsPythonDoes() throws {
    for roster in try vectors("noise", as: Noise.self).layers {
      let noise = try LayeredNoise(
        log2Scale: roster.log2Scale, members: roster.n, smallestSet: roster.m,
        colluders: roster.c, isLayered: roster.isLayered)
      #expect(noise.base.variance == roster.base)
      #expect(noise.layers.map(\.variance) == roster.layers)
      for present in roster.m...roster.n {
        #expect(noise.variance(present: present) == roster.shares["\(present)"])
      }
    }
  }

  @Test func opensWhatPythonDealt() throws {
    for vector in try vectors("rounds-layered", as: Rounds.self).cases {
      let (round, end) = (vector.dealt, vector.end)
      let context = try round.context()
      let dealings = Dictionary(uniqueKeysWithValues: round.members.map { ($0.id, $0.dealing) })
      for (id, dealing) in dealings { try dealing.validateShape(for: id, in: context) }
      for member in round.members {
        var opened: [String: OpenedShares] = [:]
        for dealer in end.set {
          opened[dealer] = try #require(dealings[dealer]).open(
            from: dealer, as: member.id, secrets: member.restoredSecrets(), in: context)
        }
        let revealed = try RevealedShares(revealing: opened, for: end.set, in: context)
        // Whoever is absent reveals nothing here.
        let expected = end.set.contains(member.id) ? revealed : nil
        #expect(end.shares[member.id] == expected, "\(round.name) \(member.id)")
        try revealed.verify(from: member.id, set: end.set, dealings: dealings, in: context)
      }
      let opening = try Opening(set: end.set, dealings: dealings, shares: end.shares, in: context)
      #expect(opening.seeds == end.opened.seeds && opening.nonces == end.opened.nonces)
      #expect(opening.layerSeeds == end.opened.layers ?? [:], "\(round.name)")
      #expect(opening.pairSeeds == end.opened.pairs)
      let masked = Dictionary(uniqueKeysWithValues: round.members.map { ($0.id, $0.masked) })
      let sum = try opening.aggregate { id in
        try RingVector(
          littleEndianBytes: #require(masked[id]).bytes, count: round.count, width: round.width)
      }
      #expect(sum.signedValues == end.aggregate, "\(round.name)")
      #expect(Digest(hashing: sum.littleEndianBytes) == end.aggregateDigest)
    }
  }
}
