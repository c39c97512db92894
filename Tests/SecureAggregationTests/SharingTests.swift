import Foundation
import SecureAggregation
import Sodium
import Testing

@Suite struct SharingTests {
  struct Vectors: Decodable {
    struct Case: Decodable {
      let name: String
      let secret: Scalar
      let shares: [Scalar]
      let threshold: Int
      let commitments: PolynomialCommitment
    }
    let cases: [Case]
  }

  @Test func everyQuorumFindsTheSecret() throws {
    for vector in try vectors("sharing", as: Vectors.self).cases {
      let n = vector.shares.count
      for bits in 0..<(1 << n) where bits.nonzeroBitCount == vector.threshold {
        let indices = (1...n).filter { bits >> ($0 - 1) & 1 == 1 }.reversed()
        let basis = try LagrangeBasis(indices: Array(indices))
        #expect(basis.interpolate(indices.map { vector.shares[$0 - 1] }) == vector.secret)
      }
      let few = try LagrangeBasis(indices: Array(1..<vector.threshold))
      let shares = Array(vector.shares.prefix(vector.threshold - 1))
      #expect(few.interpolate(shares) != vector.secret)
    }
  }

  @Test func commitmentsBindShares() throws {
    for vector in try vectors("sharing", as: Vectors.self).cases {
      let commitments = vector.commitments
      #expect(commitments.isWellFormed(threshold: vector.threshold))
      #expect(!commitments.isWellFormed(threshold: vector.threshold - 1))
      #expect(commitments.commits(toSecret: vector.secret))
      #expect(!commitments.commits(toSecret: vector.secret + .one))
      for (position, share) in vector.shares.enumerated() {
        #expect(commitments.commits(to: share, at: position + 1))
        #expect(!commitments.commits(to: share, at: position + 2))
        #expect(!commitments.commits(to: share + .one, at: position + 1))
        #expect(!commitments.commits(to: .zero, at: position + 1))
      }
    }
  }

  @Test func refusesZeroAndRepeatedIndices() {
    for indices in [[0, 1, 2], [1, 2, 2], [-1, 2]] {
      #expect(failure { _ = try LagrangeBasis(indices: indices) }?.code == .invalidRound)
    }
  }

  @Test func scalarsAreAField() throws {
    let (a, b) = (Scalar(1_000_003), Scalar(77))
    #expect(a + b - b == a)
    #expect(try a * #require(a.inverse) == .one)
    #expect(Scalar.zero.inverse == nil)
    #expect(Scalar.zero - .one + .one == .zero)
    #expect(a + .zero == a && a * .one == a && a * .zero == .zero)
  }

  @Test func refusesScalarsThatAreNotReduced() throws {
    let minusOne = Scalar.zero - .one
    let order = minusOne.bytes.enumerated().map { $0.offset == 0 ? $0.element + 1 : $0.element }
    #expect(Scalar(bytes: minusOne.bytes) == minusOne)
    #expect(Scalar(bytes: order) == nil)
    #expect(Scalar(bytes: [UInt8](repeating: 0xff, count: 32)) == nil)
    #expect(Scalar(bytes: []) == nil)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Scalar].self, from: Data("[\"\(order.hex)\"]".utf8))
    }
  }
}
