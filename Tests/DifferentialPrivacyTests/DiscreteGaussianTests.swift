import DifferentialPrivacy
import Foundation
import Testing

/// Seeds are fixed, so a test that passes passes always; the bounds are such that a right sampler
/// fails for fewer than one seed in a few hundred.
@Suite struct DiscreteGaussianTests {
  private static func draw(_ count: Int, log2Scale: Int, seed: UInt64) throws -> [Int64] {
    try draw(count, DiscreteGaussian(log2Scale: log2Scale), seed: seed)
  }

  private static func draw(
    _ count: Int, _ gaussian: DiscreteGaussian, seed: UInt64
  ) throws -> [Int64] {
    var values = [Int64](repeating: 0, count: count)
    var generator = SeededGenerator(seed: seed)
    gaussian.add(to: &values, using: &generator)
    return values
  }

  /// exp(-x^2 / (2 s^2)) over its sum, for |x| <= 12 s + 12.
  private static func probabilities(_ gaussian: DiscreteGaussian) -> [Int64: Double] {
    let scale = Double(gaussian.variance).squareRoot()
    let reach = Int64(12 * scale + 12)
    var weights: [Int64: Double] = [:]
    var total = 0.0
    for x in -reach...reach {
      let ratio = Double(x) / scale
      let weight = exp(-ratio * ratio / 2)
      weights[x] = weight
      total += weight
    }
    return weights.mapValues { $0 / total }
  }

  @Test(
    "chi-square against the exact probabilities",
    arguments: [1, 2, 4, 6, 12, 16, 20, 40, 64, 112, 256, 272, 480, 1024] as [Int64])
  func distribution(variance: Int64) throws {
    let count = 2_000_000
    let gaussian = try DiscreteGaussian(variance: variance)
    let values = try Self.draw(count, gaussian, seed: 11 + UInt64(variance))
    var frequencies: [Int64: Double] = [:]
    for value in values { frequencies[value, default: 0] += 1 }
    var observed: [Double] = []
    var expected: [Double] = []
    var rest = (observed: Double(count), expected: Double(count))
    for (x, probability) in Self.probabilities(gaussian).sorted(by: { $0.key < $1.key })
    where probability * Double(count) >= 20 {
      observed.append(frequencies[x] ?? 0)
      expected.append(probability * Double(count))
      rest.observed -= frequencies[x] ?? 0
      rest.expected -= probability * Double(count)
    }
    observed.append(rest.observed)
    expected.append(rest.expected)
    let test = ChiSquare(observed: observed, expected: expected)
    #expect(observed.count > 8)
    #expect(test.isPlausible, "chi-square \(test.statistic) at \(test.degreesOfFreedom)")
  }

  @Test(
    "mean, variance and fourth moment",
    arguments: [
      1 << 16, 1 << 32, 1 << 40, 1 << 48, 3_221_225_472, 1_073_741_824, 55_705_600, 0xfff0_0000,
    ] as [Int64])
  func moments(variance: Int64) throws {
    let count = 1_000_000
    let scale = Double(variance).squareRoot()
    let values = try Self.draw(
      count, DiscreteGaussian(variance: variance), seed: 40 + UInt64(variance))
    let ratios = values.map { Double($0) / scale }
    let moment = { (power: Double) in ratios.reduce(0) { $0 + pow($1, power) } / Double(count) }
    let error = 1 / Double(count).squareRoot()
    // Standard errors of the moments of a Gaussian: 1, sqrt 2, sqrt 15, sqrt 96.
    #expect(abs(moment(1)) < 4 * error)
    #expect(abs(moment(2) - 1) < 4 * error * 2.0.squareRoot())
    #expect(abs(moment(3)) < 4 * error * 15.0.squareRoot())
    #expect(abs(moment(4) - 3) < 4 * error * 96.0.squareRoot())
  }

  @Test("Kolmogorov distance to the Gaussian, and its tails", arguments: [16, 20])
  func cumulative(log2Scale: Int) throws {
    let count = 1_000_000
    let scale = Double(1 << log2Scale)
    let values = try Self.draw(count, log2Scale: log2Scale, seed: 70 + UInt64(log2Scale)).sorted()
    // The step function lies at x + 1/2 on the Gaussian; what is left of the lattice is 10^-11.
    let gaussian = { (x: Int64) in erfc(-(Double(x) + 0.5) / scale / 2.0.squareRoot()) / 2 }
    var distance = 0.0
    for (index, value) in values.enumerated() where index + 1 == count || values[index + 1] > value
    {
      distance = max(distance, abs(Double(index + 1) / Double(count) - gaussian(value)))
    }
    // Kolmogorov's distribution: above 1.73 with probability 0.005.
    #expect(distance * Double(count).squareRoot() < 1.73)
    for deviations in [2.0, 3, 3.5, 4, 4.5] {
      let limit = Int64(deviations * scale)
      let upper = Double(values.lazy.filter { $0 > limit }.count)
      let lower = Double(values.lazy.filter { $0 < -limit }.count)
      let expected = Double(count) * (1 - gaussian(limit))
      let tolerance = 4 * expected.squareRoot() + 1
      #expect(abs(upper - expected) < tolerance, "above \(deviations) s")
      #expect(abs(lower - expected) < tolerance, "below -\(deviations) s")
    }
  }

  @Test("the sign does not depend on the magnitude")
  func sign() throws {
    let values = try Self.draw(2_000_000, log2Scale: 3, seed: 90)
    var table = [[Double]](repeating: [Double](repeating: 0, count: 32), count: 2)
    for value in values where value != 0 && abs(value) <= 32 {
      table[value < 0 ? 0 : 1][Int(abs(value)) - 1] += 1
    }
    let test = ChiSquare(table: table)
    #expect(test.isPlausible, "chi-square \(test.statistic) at \(test.degreesOfFreedom)")
    let halves = table.map { $0.reduce(0, +) }
    let sides = ChiSquare(
      observed: halves, expected: [(halves[0] + halves[1]) / 2, (halves[0] + halves[1]) / 2])
    #expect(sides.isPlausible)
  }

  @Test("neighbouring draws are independent, though they share random words")
  func neighbours() throws {
    let values = try Self.draw(2_000_000, log2Scale: 2, seed: 91)
    var table = [[Double]](repeating: [Double](repeating: 0, count: 13), count: 13)
    for (left, right) in zip(values, values.dropFirst()) where abs(left) <= 6 && abs(right) <= 6 {
      table[Int(left) + 6][Int(right) + 6] += 1
    }
    let test = ChiSquare(table: table)
    #expect(test.isPlausible, "chi-square \(test.statistic) at \(test.degreesOfFreedom)")
  }

  @Test("the low bits are uniform")
  func lowBits() throws {
    let values = try Self.draw(1_000_000, log2Scale: 16, seed: 92)
    var observed = [Double](repeating: 0, count: 256)
    for value in values { observed[Int(value & 255)] += 1 }
    let test = ChiSquare(
      observed: observed, expected: [Double](repeating: 1_000_000 / 256, count: 256))
    #expect(test.isPlausible, "chi-square \(test.statistic) at \(test.degreesOfFreedom)")
  }

  @Test("noise is added to what is there, in any form of the call")
  func addition() throws {
    let gaussian = try DiscreteGaussian(log2Scale: 16)
    let sums: [Int64] = (0..<1000).map { $0 * 1_000_003 - 500_000_000 }
    var noisy = sums
    var generator = SeededGenerator(seed: 3)
    gaussian.add(to: &noisy, using: &generator)
    var noise = [Int64](repeating: 0, count: 1000)
    generator = SeededGenerator(seed: 3)
    noise.withUnsafeMutableBufferPointer { gaussian.add(to: $0, using: &generator) }
    #expect(zip(sums, noise).map { $0 + $1 } == noisy)
    #expect(Set(noise).count > 900)
    generator = SeededGenerator(seed: 3)
    #expect(gaussian.sample(using: &generator) == noise[0])
  }

  @Test("scales that the sampler does not take are refused", arguments: [-1, 25, 64, Int.max])
  func scales(log2Scale: Int) {
    #expect(throws: DifferentialPrivacyError.self) { try DiscreteGaussian(log2Scale: log2Scale) }
  }

  @Test("variances that the sampler does not take are refused")
  func variances() throws {
    for variance in [0, -1, .min, .max, 1 << 48 + 1, 1 << 32 + 1 << 15] as [Int64] {
      #expect(throws: DifferentialPrivacyError.self) { try DiscreteGaussian(variance: variance) }
    }
    #expect(try DiscreteGaussian(variance: 1 << 40) == DiscreteGaussian(log2Scale: 20))
    #expect(try DiscreteGaussian(variance: 3 << 20).variance == 3 << 20)
  }
}
