import Learning
import ModelUpdate
import Testing

@Suite("Clipped integer sums")
struct ClippedSumTests {
  private static let clipping = [(0.5, 1.0 / 65536), (1.0, 0.01), (0.01, 0.00999), (3.0, 3e-6)]

  /// The definition of PRIVACY.md section 1 on a stored Float32 gradient.
  private func naive(
    _ gradient: [Float], norm clip: Double, gridStep: Double
  ) -> [Int64] {
    let length = gradient.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    let factor = min(1, clip * (1 - 0x1p-20) / length)
    return gradient.map { Int64(($0 * Float(factor / gridStep)).rounded(.towardZero)) }
  }

  @Test("Sums are those of a loop over stored gradients", arguments: RandomModel.architectures)
  func definition(architecture: Architecture) throws {
    let model = try RandomModel(architecture, examples: 24)
    let learner = try Learner(architecture, workers: 1)
    for (norm, gridStep) in Self.clipping {
      let clipping = try Clipping(norm: norm, gridStep: gridStep)
      var sum = [Int64](repeating: 0, count: learner.layout.count)
      var isClipped = Set<Bool>()
      for index in Array(0..<24) + [3, 3, 17] {
        let gradient = try learner.meanGradient(
          parameters: model.parameters, examples: model.examples, indices: [index]
        ).gradient
        let length = gradient.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
        isClipped.insert(length > norm)
        let expected = naive(gradient, norm: norm, gridStep: gridStep)
        let found = try learner.clippedSum(
          parameters: model.parameters, examples: model.examples, indices: [index],
          clipping: clipping
        ).sum
        // The norm by products differs from that of the stored gradient in its last bits, which
        // can move a coordinate across an integer: seldom, and by one.
        let differences = zip(found, expected).map { abs($0 - $1) }
        #expect(differences.allSatisfy { $0 <= 1 })
        #expect(differences.count { $0 != 0 } <= 1 + differences.count / 100)
        for i in found.indices { sum[i] += found[i] }
      }
      let whole = try learner.clippedSum(
        parameters: model.parameters, examples: model.examples,
        indices: Array(0..<24) + [3, 3, 17], clipping: clipping)
      #expect(whole.sum == sum)
      #expect(whole.nonFinite == 0)
      #expect(isClipped.contains(true))
    }
  }

  @Test("Where nothing is clipped the sums are equal to the last bit")
  func exactness() throws {
    for architecture in RandomModel.architectures {
      let model = try RandomModel(architecture, examples: 24)
      let learner = try Learner(architecture, workers: 1)
      var expected = [Int64](repeating: 0, count: learner.layout.count)
      for index in 0..<24 {
        let gradient = try learner.meanGradient(
          parameters: model.parameters, examples: model.examples, indices: [index]
        ).gradient
        for (i, value) in naive(gradient, norm: 1e4, gridStep: 1e-5).enumerated() {
          expected[i] += value
        }
      }
      let result = try learner.clippedSum(
        parameters: model.parameters, examples: model.examples, indices: Array(0..<24),
        clipping: Clipping(norm: 1e4, gridStep: 1e-5))
      #expect(result.sum == expected)
    }
  }

  @Test("Bits do not depend on workers, order or split", arguments: RandomModel.architectures)
  func independence(architecture: Architecture) throws {
    let model = try RandomModel(architecture, examples: 45)
    let clipping = try Clipping(norm: 0.7, gridStep: 0.7 / 131_072)
    let all = Array(0..<45)
    let whole = try Learner(architecture, workers: 1).clippedSum(
      parameters: model.parameters, examples: model.examples, indices: all, clipping: clipping)
    #expect(whole.sum.contains { $0 != 0 })
    for workers in [2, 3, 5, 16, 64] {
      let learner = try Learner(architecture, workers: workers)
      for _ in 0..<2 {
        let other = try learner.clippedSum(
          parameters: model.parameters, examples: model.examples, indices: all.reversed(),
          clipping: clipping)
        #expect(other == whole, "\(workers) workers")
      }
    }
    for size in [1, 2, 7, 16, 17, 44] {
      let learner = try Learner(architecture, workers: 2)
      var sum = [Int64](repeating: 0, count: whole.sum.count)
      for start in stride(from: 0, to: 45, by: size) {
        let part = try learner.clippedSum(
          parameters: model.parameters, examples: model.examples,
          indices: Array(all[start..<min(start + size, 45)]), clipping: clipping)
        for i in sum.indices { sum[i] += part.sum[i] }
      }
      #expect(sum == whole.sum, "pieces of \(size)")
    }
  }

  @Test("No example's integer vector is longer than S", arguments: RandomModel.architectures)
  func sensitivity(architecture: Architecture) throws {
    let model = try RandomModel(architecture, examples: 16, seed: 8)
    let learner = try Learner(architecture, workers: 1)
    var numbers = TestNumbers(seed: 2)
    for bound in [1.0, 3, 1000, 131_072, 0x1p23, 0x1p30] {
      // Odd norms, so that nothing is a power of two by luck; from tiny to huge gradients.
      let norm = Double(1 + abs(numbers.real())) * [1e-6, 1, 1e6][numbers.integer(below: 3)]
      let clipping = try Clipping(norm: norm, gridStep: norm / bound)
      for index in 0..<16 {
        let vector = try learner.clippedSum(
          parameters: model.parameters.map { $0 * Float(1 + index) }, examples: model.examples,
          indices: [index], clipping: clipping
        ).sum
        let square = vector.reduce(0.0) { $0 + Double($1) * Double($1) }
        #expect(square <= clipping.integerNorm * clipping.integerNorm)
      }
    }
  }

  @Test("Many vectors of the largest size do not overflow")
  func overflow() throws {
    // One output unit that is always wrong: the bias gradient is nearly the clip norm.
    let architecture = Architecture.logisticRegression(
      input: [1], outputs: 1, loss: .sigmoidCrossEntropy)
    let count = 300
    let examples = try LabelledExamples(
      shape: [1], features: Array(repeating: 0, count: count),
      labels: .multiHot(Array(repeating: 1, count: count)), outputs: 1)
    let learner = try Learner(architecture, workers: 2)
    let clipping = try Clipping(norm: 0.25, gridStep: 0.25 / 0x1p30)
    let one = try learner.clippedSum(
      parameters: [0, 0], examples: examples, indices: [0], clipping: clipping
    ).sum
    let all = try learner.clippedSum(
      parameters: [0, 0], examples: examples, indices: Array(0..<count), clipping: clipping
    ).sum
    #expect(one[1] < -(1 << 30) + (1 << 12))
    #expect(all == one.map { $0 * Int64(count) })
  }

  @Test("A gradient beyond the range of Float counts as zero")
  func floatOverflow() throws {
    let architecture = Architecture.logisticRegression(
      input: [2], outputs: 1, loss: .sigmoidCrossEntropy)
    let layered = Architecture(
      input: [2], layers: [.dense(units: 1), .dense(units: 1)], loss: .sigmoidCrossEntropy,
      outputs: 1)
    let clipping = try Clipping(norm: 1, gridStep: 1e-3)
    // Finite in double precision, infinite as a coordinate: 3e38 * 3e38 * 0.5.
    let examples = try LabelledExamples(
      shape: [2], features: [3e38, 0], labels: .multiHot([1]), outputs: 1)
    let huge = try Learner(layered, workers: 1).clippedSum(
      parameters: [0, 0, 0, 3e38, 0], examples: examples, indices: [0], clipping: clipping)
    #expect(huge.nonFinite == 1)
    #expect(huge.sum.allSatisfy { $0 == 0 })
    let large = try Learner(architecture, workers: 1).clippedSum(
      parameters: [0, 0, 0], examples: examples, indices: [0], clipping: clipping)
    #expect(large.nonFinite == 0)
    #expect(large.sum == [-999, 0, 0])
  }

  @Test("No examples give zeros")
  func empty() throws {
    let model = try RandomModel(RandomModel.architectures[0], examples: 4)
    let learner = try Learner(model.architecture, workers: 2)
    let clipping = try Clipping(norm: 1, gridStep: 0.001)
    _ = try learner.clippedSum(
      parameters: model.parameters, examples: model.examples, indices: [0, 1], clipping: clipping)
    let result = try learner.clippedSum(
      parameters: model.parameters, examples: model.examples, indices: [], clipping: clipping)
    #expect(result.sum == [Int64](repeating: 0, count: learner.layout.count))
    #expect(result.nonFinite == 0)
  }
}
