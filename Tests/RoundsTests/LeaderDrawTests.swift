import Artifacts
import Foundation
import Rounds
import Sodium
import Testing

/// Who leads follows from the bytes of the commit, as recomputed by `Scripts/vectors-artifacts.py`.
@Suite struct LeaderDrawTests {
  struct Vectors: Decodable {
    let cases: [Case]

    struct Case: Decodable {
      let name: String
      let commit: String
      let digest: Digest
      let ranking: [MemberID]
    }
  }

  private func cases() throws -> [Vectors.Case] {
    let url = try #require(
      Bundle.module.url(forResource: "leaders", withExtension: "json", subdirectory: "Vectors"))
    return try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: url)).cases
  }

  @Test func agreesWithAnotherImplementation() throws {
    for vector in try cases() {
      let bytes = [UInt8](vector.commit.utf8)
      let commit = try CanonicalJSON.decode(CommitDocument.self, from: bytes, file: "commit.json")
      #expect(CanonicalJSON.encode(commit) == bytes, "\(vector.name)")
      #expect(Digest(hashing: bytes) == vector.digest, "\(vector.name)")
      for members in [vector.ranking, vector.ranking.reversed(), vector.ranking.sorted()] {
        #expect(
          LeaderDraw.ranking(members, commit: vector.digest) == vector.ranking, "\(vector.name)")
      }
    }
  }

  /// As docs/protocol.md section 7 says it, spelt out.
  @Test func laterBallotsAreDrawnAnew() throws {
    let basis = try Table(5).basis
    #expect((2...6).map(basis.leader) == basis.leaders)
    var orders: Set<[MemberID]> = [basis.leaders]
    for cycle in 1...20 {
      let key = Digest.keyed(basis.commit.bytes, hashing: [UInt8]("ballots \(cycle)".utf8))
      let order = (0..<5).map { basis.leader(ofBallot: 2 + 5 * cycle + $0) }
      #expect(order == LeaderDraw.ranking(basis.roster.ids, commit: key))
      orders.insert(order)
    }
    #expect(orders.count > 10)
    _ = basis.leader(ofBallot: .max)
  }

  @Test func everybodyLeadsAboutEquallyOften() throws {
    let members = try (1...5).map { try #require(MemberID("h\($0)")) }
    var led: [MemberID: Int] = [:]
    for round in 0..<2_000 {
      let commit = Digest(hashing: [UInt8](String(round).utf8))
      led[LeaderDraw.ranking(members, commit: commit)[0], default: 0] += 1
    }
    // Fixed input, so no chance is involved: 400 each with a deviation of 18.
    for id in members { #expect((330...470).contains(led[id] ?? 0), "\(id): \(led[id] ?? 0)") }
  }
}
