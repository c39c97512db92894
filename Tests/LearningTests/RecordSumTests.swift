import Learning
import ModelUpdate
import Testing

/// Records of several examples: a patient's gradients are added up, then clipped as one.
@Suite("Clipped sums of records")
struct RecordSumTests {
  private static let records = [[0], [1, 2], [3, 4, 5, 6, 7], [8], [9, 10], [11, 12, 13], [14]]

  private func sum(
    _ model: RandomModel, _ records: [[Int]], _ clipping: Clipping, workers: Int = 1
  ) throws -> ClippedSum {
    try Learner(model.architecture, workers: workers).clippedSum(
      parameters: model.parameters, examples: model.examples, records: records, clipping: clipping)
  }

  @Test("Records of one example are examples, bit for bit", arguments: RandomModel.architectures)
  func singles(architecture: Architecture) throws {
    let model = try RandomModel(architecture, examples: 24)
    let clipping = try Clipping(norm: 0.7, gridStep: 0.7 / 131_072)
    let examples = try Learner(architecture, workers: 2).clippedSum(
      parameters: model.parameters, examples: model.examples, indices: Array(0..<24),
      clipping: clipping)
    #expect(try sum(model, (0..<24).map { [$0] }, clipping) == examples)
    // A patient more does not change what the others add.
    let more = try sum(model, (0..<24).map { [$0] } + [[3, 5]], clipping)
    let alone = try sum(model, [[3, 5]], clipping)
    #expect(more.sum == zip(examples.sum, alone.sum).map { $0 + $1 })
  }

  @Test("A record is the clipped sum of stored gradients", arguments: RandomModel.architectures)
  func definition(architecture: Architecture) throws {
    let model = try RandomModel(architecture, examples: 15)
    let learner = try Learner(architecture, workers: 1)
    for (norm, gridStep) in [(0.5, 1.0 / 65536), (1e4, 1e-5), (0.01, 0.00999), (3.0, 3e-6)] {
      let clipping = try Clipping(norm: norm, gridStep: gridStep)
      for record in Self.records where record.count > 1 {
        var gradient = [Float](repeating: 0, count: learner.layout.count)
        for index in record {
          let one = try learner.meanGradient(
            parameters: model.parameters, examples: model.examples, indices: [index]
          ).gradient
          for i in gradient.indices { gradient[i] += one[i] }
        }
        let length = gradient.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
        let scale = Float(min(1, norm * (1 - 0x1p-20) / length) / gridStep)
        let expected = gradient.map { Int64(($0 * scale).rounded(.towardZero)) }
        let found = try sum(model, [record], clipping).sum
        // The norm is summed in another order, which seldom moves a coordinate, and by one.
        let differences = zip(found, expected).map { abs($0 - $1) }
        #expect(differences.allSatisfy { $0 <= (length > norm ? 1 : 0) })
        #expect(differences.count { $0 != 0 } <= 1 + differences.count / 100)
      }
    }
  }

  @Test("Bits do not depend on workers, order or split", arguments: RandomModel.architectures)
  func independence(architecture: Architecture) throws {
    let model = try RandomModel(architecture, examples: 60)
    let clipping = try Clipping(norm: 0.7, gridStep: 0.7 / 131_072)
    // One patient has more examples than a micro-batch holds.
    let records = Self.records + [Array(15..<52), [52, 53], [54], Array(55..<60)]
    let whole = try sum(model, records, clipping)
    #expect(whole.sum.contains { $0 != 0 })
    for workers in [1, 2, 3, 5, 16, 64] {
      let turned = records.reversed().map { Array($0.reversed()) }
      #expect(try sum(model, turned, clipping, workers: workers) == whole, "\(workers) workers")
    }
    var parts = [Int64](repeating: 0, count: whole.sum.count)
    for record in records {
      for (i, value) in try sum(model, [record], clipping).sum.enumerated() { parts[i] += value }
    }
    #expect(parts == whole.sum)
  }

  @Test("No patient's integer vector is longer than S", arguments: RandomModel.architectures)
  func sensitivity(architecture: Architecture) throws {
    let model = try RandomModel(architecture, examples: 15, seed: 8)
    var numbers = TestNumbers(seed: 2)
    for bound in [1.0, 3, 1000, 131_072, 0x1p23, 0x1p30] {
      let norm = Double(1 + abs(numbers.real())) * [1e-6, 1, 1e6][numbers.integer(below: 3)]
      let clipping = try Clipping(norm: norm, gridStep: norm / bound)
      for (place, record) in Self.records.enumerated() {
        var model = model
        model.parameters = model.parameters.map { $0 * Float(1 + place) }
        #expect(isWithinBound(try sum(model, [record], clipping).sum, clipping))
      }
    }
  }

  private func isWithinBound(_ vector: [Int64], _ clipping: Clipping) -> Bool {
    let square = vector.reduce(0.0) { $0 + Double($1) * Double($1) }
    return square <= clipping.integerNorm * clipping.integerNorm
  }

  /// A model whose gradients are -1/2 times the features and -1/2: any gradient can be made.
  private func free(_ rows: [[Float]]) throws -> RandomModel {
    var model = try RandomModel(
      .logisticRegression(input: [rows[0].count], outputs: 1, loss: .sigmoidCrossEntropy),
      rows: rows, labels: rows.map { _ in 1 })
    model.parameters = model.parameters.map { _ in 0 }
    return model
  }

  @Test("Gradients made to break the bound do not", arguments: [1.0, 7, 131_072, 0x1p30])
  func adversarial(bound: Double) throws {
    let width = 257
    func row(_ value: (Int) -> Float) -> [Float] { (0..<width).map(value) }
    let rows = [
      row { $0 == 3 ? 1e30 : 0 }, row { $0 == 3 ? -1e30 : 0 }, row { $0 == 4 ? 3e38 : 0 },
      row { _ in 1 }, row { _ in 1e-30 }, row { Float(1 << ($0 % 24)) * 1.5 },
      row { $0 % 2 == 0 ? 1e15 : 1e-15 }, row { 1 / Float(1 + $0 * $0) }, row { _ in 1e19 },
      row { $0 == 0 ? .nan : 1 }, row { $0 == 9 ? .infinity : 1 }, row { _ in 3e38 },
    ]
    let model = try free(rows)
    let clipping = try Clipping(norm: 0.75, gridStep: 0.75 / bound)
    for first in rows.indices {
      for second in rows.indices {
        for record in [[first, second], [first, second, second], [first, first, second, 3, 7]] {
          let result = try sum(model, [record], clipping)
          #expect(isWithinBound(result.sum, clipping), "record \(record)")
          let isSpoilt = record.contains { [9, 10].contains($0) }
          if isSpoilt { #expect(result.nonFinite == 1) }
          if result.nonFinite > 0 { #expect(result.sum.allSatisfy { $0 == 0 }) }
        }
      }
    }
  }

  @Test("Two identical examples of one patient add at most S")
  func twins() throws {
    let model = try free([[3, 4], [3, 4]])
    let clipping = try Clipping(norm: 1, gridStep: 1.0 / 1000)
    let both = try sum(model, [[0, 1]], clipping).sum
    #expect(isWithinBound(both, clipping))
    // As two records they may add twice as much.
    let apart = try sum(model, [[0], [1]], clipping).sum
    #expect(!isWithinBound(apart, clipping))
    // Where nothing is clipped it is their plain sum.
    let wide = try Clipping(norm: 1e6, gridStep: 0.5)
    #expect(try sum(model, [[0, 1]], wide).sum == [-6, -8, -2])
  }

  @Test("A spoilt example spoils its own patient only, and for one step only")
  func spoilt() throws {
    let model = try free([[.nan, 0], [1, 2], [2, 1], [3e38, 0], [3e38, 0], [3e38, 0]])
    let clipping = try Clipping(norm: 1, gridStep: 1e-3)
    let learner = try Learner(model.architecture, workers: 1)
    let clean = try sum(model, [[1, 2]], clipping)
    let result = try learner.clippedSum(
      parameters: model.parameters, examples: model.examples,
      records: [[0, 1], [1, 2], [3, 4, 5]], clipping: clipping)
    // Each of the last three is finite, and their sum is not.
    #expect(result.nonFinite == 2)
    #expect(result.sum == clean.sum)
    let again = try learner.clippedSum(
      parameters: model.parameters, examples: model.examples, records: [[1, 2]],
      clipping: clipping)
    #expect(again == clean)
  }

  @Test("Many patients of the largest size do not overflow")
  func overflow() throws {
    let model = try free(Array(repeating: [0], count: 300))
    let clipping = try Clipping(norm: 0.25, gridStep: 0.25 / 0x1p30)
    let one = try sum(model, [[0, 1]], clipping).sum
    let all = try sum(model, (0..<150).map { [2 * $0, 2 * $0 + 1] }, clipping, workers: 2).sum
    #expect(one[1] < -(1 << 30) + (1 << 12))
    #expect(all == one.map { $0 * 150 })
  }
}
