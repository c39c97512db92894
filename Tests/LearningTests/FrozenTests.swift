import Learning
import ModelUpdate
import Testing

@Suite("Frozen layers")
struct FrozenTests {
  private static let residual = Architecture(
    input: [1, 7, 7],
    layers: [
      .convolution(filters: 4, kernel: 3), .residualBlock(filters: 4, groups: 2),
      .residualBlock(filters: 6, stride: 2, groups: 3), .globalAveragePool, .dense(units: 3),
    ],
    loss: .softmaxCrossEntropy, outputs: 3)

  private static let cases: [(Architecture, [String])] = [
    (RandomModel.architectures[1], ["0"]), (RandomModel.architectures[1], ["0.bias", "2.weight"]),
    (RandomModel.architectures[1], ["4"]), (RandomModel.architectures[2], ["0", "1"]),
    (RandomModel.architectures[2], ["0", "1", "4", "5"]), (RandomModel.architectures[2], ["4"]),
    (RandomModel.architectures[2], ["1.bias", "8.weight"]),
    (RandomModel.architectures[3], ["2.weight", "4.bias"]), (residual, ["0"]),
    (residual, ["1"]), (residual, ["0", "1"]), (residual, ["1.conv1", "2.downsample"]),
    (residual, ["0", "1", "2"]),
  ]

  @Test("Without clipping the trained coordinates are those of a learner that trains all")
  func sums() throws {
    for (architecture, frozen) in Self.cases {
      let model = try RandomModel(architecture, examples: 24)
      let trained = try TrainedParameters(ParameterLayout(architecture), frozen: frozen)
      let clipping = try Clipping(norm: 1000, gridStep: 0.001)
      let records = [[0], [1, 2, 3], [4], [5, 6]] + (7..<24).map { [$0] }
      func sum(_ frozen: [String], workers: Int) throws -> [Int64] {
        try Learner(architecture, frozen: frozen, workers: workers).clippedSum(
          parameters: model.parameters, examples: model.examples, records: records,
          clipping: clipping
        ).sum
      }
      let all = try sum([], workers: 1)
      let some = try sum(frozen, workers: 2)
      #expect(trained.gather(some) == trained.gather(all), "\(frozen)")
      #expect(trained.gather(some).contains { $0 != 0 })
      for range in trained.frozenRanges { #expect(some[range].allSatisfy { $0 == 0 }, "\(frozen)") }
    }
  }

  @Test("A record is clipped by the norm of what is trained, and by no more")
  func norms() throws {
    for (architecture, frozen) in Self.cases {
      let model = try RandomModel(architecture, examples: 8)
      let learner = try Learner(architecture, frozen: frozen, workers: 1)
      let clipping = try Clipping(norm: 1e-6, gridStep: 1e-6 / 1_000_000)
      for record in [[3], [7], [2, 3], [5, 6, 7]] {
        let sum = try learner.clippedSum(
          parameters: model.parameters, examples: model.examples, records: [record],
          clipping: clipping
        ).sum
        let norm = sum.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
        #expect(norm <= 1_000_000 && norm > 999_000, "\(frozen) \(record): \(norm)")
      }
    }
  }

  @Test("A learner refuses what freezes nothing")
  func refusal() {
    #expect(throws: LearningError.self) {
      try Learner(RandomModel.architectures[1], frozen: ["1"])
    }
  }
}
