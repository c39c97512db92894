import Artifacts
import DifferentialPrivacy
import Foundation
import Rounds
import Sodium
import Testing

/// What follows from a plan, as `Scripts/vectors-protocol.py` derives it from the documents:
/// thresholds, what each round is for, lengths, charges, the initial model.
@Suite struct ArithmeticVectorTests {
  struct Table: Decodable {
    let cases: [Case]

    struct Case: Decodable {
      let name: String
      let plan: Plan
      let kinds: [LedgerEntry.Kind]
      let lengths: [String: Int]
      let initialModel: Digest
      let readers: Int
      let sealedModelSize: Int
      let consortia: [Consortium]
    }

    struct Consortium: Decodable {
      let members: Int
      let quorums: [String: Quorum]
      let charges: [Charge]
    }

    struct Quorum: Decodable, Equatable {
      let c: Int
      let t: Int
      let m: Int
    }

    struct Charge: Decodable {
      let n: Int
      let kind: LedgerEntry.Kind
      let present: Int?
      let entry: LedgerEntry
    }
  }

  private let cases: [Table.Case]

  init() throws {
    let url = try #require(
      Bundle.module.url(forResource: "arithmetic", withExtension: "json", subdirectory: "Vectors"))
    cases = try JSONDecoder().decode(Table.self, from: Data(contentsOf: url)).cases
  }

  @Test func roundsLengthsAndTheInitialModelFollowFromThePlan() throws {
    for vector in cases {
      let arithmetic = try RoundArithmetic(vector.plan)
      #expect(arithmetic.schedule.lastRound == vector.kinds.count, "\(vector.name)")
      for (index, kind) in vector.kinds.enumerated() {
        #expect(arithmetic.schedule.kind(of: index + 1) == kind, "\(vector.name) \(index + 1)")
      }
      for (kind, length) in vector.lengths {
        let kind = try #require(LedgerEntry.Kind(rawValue: kind))
        #expect(arithmetic.count(kind) == length, "\(vector.name) \(kind)")
      }
      let model = try arithmetic.initialModel()
      #expect(Digest(hashing: model.file) == vector.initialModel, "\(vector.name)")
      #expect(
        try arithmetic.sealedModelSize(readers: vector.readers) == vector.sealedModelSize,
        "\(vector.name)")
    }
  }

  @Test func thresholdsFollowFromThePlanAndTheNumbers() throws {
    for vector in cases {
      let arithmetic = try RoundArithmetic(vector.plan)
      for consortium in vector.consortia {
        for n in 1...consortium.members {
          let numbers = try? arithmetic.parameters(n: n, of: consortium.members)
          let derived = numbers.map {
            Table.Quorum(c: $0.colluding, t: $0.quorum, m: $0.smallestSet)
          }
          #expect(
            derived == consortium.quorums[String(n)],
            "\(vector.name): \(n) of \(consortium.members)")
        }
      }
    }
  }

  @Test func chargesFollowFromThePlanAndTheSet() throws {
    for vector in cases {
      let arithmetic = try RoundArithmetic(vector.plan)
      for consortium in vector.consortia {
        for charge in consortium.charges {
          let quorum = try #require(consortium.quorums[String(charge.n)])
          let roster = Roster(members: [:], c: quorum.c, t: quorum.t, m: quorum.m)
          #expect(
            try arithmetic.charge(
              roster, members: charge.n, kind: charge.kind, present: charge.present)
              == charge.entry,
            "\(vector.name): \(charge.kind) of \(charge.present ?? 0) of \(charge.n)")
        }
      }
    }
  }
}
