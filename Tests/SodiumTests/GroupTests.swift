import Foundation
import Sodium
import Testing

@Suite struct GroupTests {
  struct Vectors: Decodable {
    struct Multiple: Decodable {
      let scalar: Hex
      let point: RistrettoPoint
    }
    struct Arithmetic: Decodable {
      let a, b, sum, difference, product, inverse: Hex
    }
    let multiples: [Multiple]
    let refusedPoints: [Hex]
    let arithmetic: [Arithmetic]
    let refusedScalars: [Hex]
  }

  @Test func commitsAsRFC9496Says() throws {
    let two = [UInt8]([2] + [UInt8](repeating: 0, count: 31))
    for vector in try vectors("groups", as: Vectors.self).multiples {
      #expect(RistrettoPoint(committingTo: vector.scalar.bytes) == vector.point)
      let base = RistrettoPoint(committingTo: [1] + [UInt8](repeating: 0, count: 31))
      #expect(base.multiplied(by: vector.scalar.bytes) == vector.point)
      #expect(vector.point + vector.point == vector.point.multiplied(by: two))
      #expect(vector.point + .identity == vector.point)
      #expect(RistrettoPoint(hex: vector.point.hex) == vector.point)
    }
  }

  @Test func multiplesOfPublicNumbersAreThoseOfScalars() throws {
    let point = try #require(vectors("groups", as: Vectors.self).multiples.last).point
    for number in Array(0...40) + [255, 256, 1 << 31, UInt32.max] as [UInt32] {
      let scalar = withUnsafeBytes(of: number.littleEndian) { Array($0) }
      let expected = point.multiplied(by: scalar + [UInt8](repeating: 0, count: 28))
      #expect(point.multiplied(byPublic: number) == expected, "\(number)")
    }
    #expect(point.multiplied(byPublic: 3) == point + point + point)
  }

  @Test func refusesOtherEncodingsOfPoints() throws {
    for point in try vectors("groups", as: Vectors.self).refusedPoints {
      #expect(RistrettoPoint(bytes: point.bytes) == nil)
    }
    #expect(RistrettoPoint(bytes: []) == nil)
    #expect(RistrettoPoint(hex: RistrettoPoint.identity.hex) == .identity)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([RistrettoPoint].self, from: Data("[\"01\"]".utf8))
    }
  }

  @Test func calculatesAsPythonDoes() throws {
    for vector in try vectors("groups", as: Vectors.self).arithmetic {
      let (a, b) = (vector.a.bytes, vector.b.bytes)
      #expect(result { ScalarField.add(a, b, into: $0) } == vector.sum.bytes)
      #expect(result { ScalarField.subtract(a, b, into: $0) } == vector.difference.bytes)
      #expect(result { ScalarField.multiply(a, b, into: $0) } == vector.product.bytes)
      #expect(result { _ = ScalarField.invert(a, into: $0) } == vector.inverse.bytes)
      #expect(ScalarField.isCanonical(a) && !ScalarField.isZero(a))
    }
    let zero = [UInt8](repeating: 0, count: 32)
    _ = result { #expect(!ScalarField.invert(zero, into: $0)) }
    #expect(ScalarField.isZero(zero) && ScalarField.isCanonical(zero))
  }

  @Test func noticesScalarsThatAreNotReduced() throws {
    for scalar in try vectors("groups", as: Vectors.self).refusedScalars {
      #expect(!ScalarField.isCanonical(scalar.bytes))
    }
  }

  private func result(_ compute: (UnsafeMutableRawPointer) -> Void) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 32)
    compute(&bytes)
    return bytes
  }
}
