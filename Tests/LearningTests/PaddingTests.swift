import Learning
import ModelUpdate
import Testing

/// What a padded sum computes does not tell how many records were in it. Counted, not timed.
@Suite("Padding")
struct PaddingTests {
  /// 40 patients with one example, 20 with two to four.
  private static let records: [[Int]] = {
    var records = (0..<40).map { [$0] }
    var next = 40
    for patient in 0..<20 {
      records.append(Array(next..<next + 2 + patient % 3))
      next += 2 + patient % 3
    }
    return records
  }()
  private static let workload = Workload(single: 24, several: 12, further: 25)

  /// Samples that fit the workload: none, a few, as many as fit, of one kind only.
  private static let samples: [[[Int]]] = [
    [], [records[0]], [records[50]], Array(records[0..<7] + records[40..<44]),
    Array(records[0..<24]), Array(records[40..<52]), Array(records[0..<24] + records[40..<52]),
    Array(records[0..<16] + records[44..<56]), Array(records[8..<25]),
  ]

  private func effort(
    _ learner: Learner, _ model: RandomModel, _ sample: [[Int]], _ clipping: Clipping,
    _ workload: Workload?
  ) throws -> (effort: Effort, sum: ClippedSum) {
    let before = learner.effort
    let sum = try learner.clippedSum(
      parameters: model.parameters, examples: model.examples, records: sample, clipping: clipping,
      paddedTo: workload)
    return (learner.effort - before, sum)
  }

  @Test(
    "Gradients, micro-batches and clipped vectors are as many whatever the sample",
    arguments: [1, 2, 3, 5, 16], [131_072, 0x1p27, 0x1p30])
  func equalEffort(workers: Int, bound: Double) throws {
    for architecture in [RandomModel.architectures[0], RandomModel.architectures[2]] {
      let model = try RandomModel(architecture, examples: 101)
      let learner = try Learner(architecture, workers: workers)
      let clipping = try Clipping(norm: 0.7, gridStep: 0.7 / bound)
      let plain = try Learner(architecture, workers: workers)
      var efforts: Set<Effort> = []
      for sample in Self.samples {
        let padded = try effort(learner, model, sample, clipping, Self.workload)
        efforts.insert(padded.effort)
        // What is discarded never enters the sum.
        let alone = try effort(plain, model, sample, clipping, nil)
        #expect(padded.sum == alone.sum)
        #expect(alone.effort.gradients == sample.reduce(0) { $0 + $1.count })
        #expect(alone.effort.records == sample.count)
      }
      #expect(efforts.count == 1, "\(efforts)")
      let gradients = try #require(efforts.first).gradients
      #expect(gradients >= 24 + 12 + 25)
    }
  }

  @Test("Without patients of several examples none are computed")
  func singlesOnly() throws {
    let architecture = RandomModel.architectures[0]
    let model = try RandomModel(architecture, examples: 40)
    let learner = try Learner(architecture, workers: 2)
    let clipping = try Clipping(norm: 1, gridStep: 1e-5)
    let efforts = try [0, 1, 15, 16, 17, 23, 24].map { count in
      try effort(
        learner, model, (0..<count).map { [$0] }, clipping, Workload(single: 24)
      ).effort
    }
    #expect(Set(efforts).count == 1)
    #expect(efforts[0].gradients < 24 + 20)
    #expect(efforts[0].records == efforts[0].gradients)
  }

  @Test("A sample beyond the workload is computed all the same")
  func beyond() throws {
    let architecture = RandomModel.architectures[0]
    let model = try RandomModel(architecture, examples: 101)
    let learner = try Learner(architecture, workers: 2)
    let clipping = try Clipping(norm: 1, gridStep: 1e-5)
    let small = Workload(single: 1, several: 1, further: 1)
    let padded = try effort(learner, model, Self.records, clipping, small)
    let alone = try effort(
      try Learner(architecture, workers: 2), model, Self.records, clipping, nil)
    #expect(padded.sum == alone.sum)
    #expect(padded.effort.gradients >= alone.effort.gradients)
  }
}
