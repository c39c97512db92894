import Foundation
import Testing

@testable import DifferentialPrivacy

@Suite struct FourierTransformTests {
  private static func random(_ count: Int, seed: UInt64) -> ComplexVector {
    var generator = SeededGenerator(seed: seed)
    var vector = ComplexVector(repeating: 0, count: count)
    for index in 0..<count {
      vector.real[index] = .random(in: -1...1, using: &generator)
      vector.imaginary[index] = .random(in: -1...1, using: &generator)
    }
    return vector
  }

  private static func norm(_ vector: ComplexVector) -> Double {
    var sum = 0.0
    for index in vector.real.indices {
      let (real, imaginary) = (vector.real[index], vector.imaginary[index])
      sum += real * real + imaginary * imaginary
    }
    return sum.squareRoot()
  }

  @Test("the sum by definition, in bit-reversed order", arguments: [1, 2, 5, 8])
  func definition(log2Size: Int) {
    let transform = FourierTransform(log2Size: log2Size)
    let input = Self.random(transform.size, seed: 1)
    var output = input
    transform.forward(&output)
    for index in 0..<transform.size {
      var reversed = 0
      for bit in 0..<log2Size where index & 1 << bit != 0 {
        reversed |= 1 << (log2Size - 1 - bit)
      }
      var (real, imaginary) = (0.0, 0.0)
      for j in 0..<transform.size {
        let angle = -2 * Double.pi * Double(j * index % transform.size) / Double(transform.size)
        real += input.real[j] * cos(angle) - input.imaginary[j] * sin(angle)
        imaginary += input.real[j] * sin(angle) + input.imaginary[j] * cos(angle)
      }
      #expect(abs(output.real[reversed] - real) < 1e-12)
      #expect(abs(output.imaginary[reversed] - imaginary) < 1e-12)
    }
  }

  @Test("there and back within the error that is claimed")
  func inverse() {
    let transform = FourierTransform(log2Size: 17)
    let input = Self.random(transform.size, seed: 2)
    var output = input
    transform.forward(&output)
    transform.inverse(&output)
    for index in 0..<transform.size {
      output.real[index] -= input.real[index]
      output.imaginary[index] -= input.imaginary[index]
    }
    let difference = Self.norm(output)
    #expect(difference > 0)
    #expect(difference < 2 * transform.relativeError * Self.norm(input))
  }

  @Test("powers of the spectrum are convolutions on the circle", arguments: [1, 2, 3, 7, 16])
  func convolution(power: Int) {
    let transform = FourierTransform(log2Size: 4)
    var masses = ComplexVector(repeating: 0, count: 16)
    (masses.real[3], masses.real[4]) = (0.25, 0.75)
    var expected = [Double](repeating: 0, count: 16)
    expected[0] = 1
    for _ in 0..<power {
      let before = expected
      for index in 0..<16 {
        let (third, fourth) = (before[(index + 13) % 16], before[(index + 12) % 16])
        expected[index] = 0.25 * third + 0.75 * fourth
      }
    }
    var product = ComplexVector(repeating: 1, count: 16)
    transform.forward(&masses)
    product.multiply(byPower: power, of: masses)
    transform.inverse(&product)
    for index in 0..<16 {
      #expect(abs(product.real[index] - expected[index]) < 1e-14)
      #expect(abs(product.imaginary[index]) < 1e-14)
    }
  }
}
