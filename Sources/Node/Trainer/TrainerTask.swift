import Artifacts
import Foundation
import Learning
import ModelUpdate

/// What a trainer is asked for: the files of its working folder.
struct TrainerTask {
  /// What it has to answer with.
  enum Answer: String, Encodable {
    /// One gradient per example.
    case perExample = "per-example"
    /// The sum of the records, clipped and truncated by the trainer.
    case trustedSum = "trusted-sum"
    /// The gradient of the sum of all losses, as one backward pass gives it; asked by the check.
    case batchSum = "batch-sum"
  }

  let plan: Plan
  let answer: Answer
  let round: Int
  let seed: UInt64
  let parameters: [Float]
  let trained: TrainedParameters
  let clipping: Clipping
  let examples: LabelledExamples
  /// The examples that it gets, as places in `examples`.
  let places: [Int]
  /// What the hospital calls each of them.
  let ids: [String]
  /// How many examples each record has, one record after the other from the first example on; those
  /// beyond belong to none.
  let records: [Int]

  /// The examples of all records.
  var counted: Int { records.reduce(0, +) }

  /// The tensor that has to come back.
  var expected: (name: String, type: String, shape: [Int]) {
    switch answer {
    case .perExample: ("gradients", "F32", [places.count, trained.count])
    case .trustedSum: ("sum", "I64", [trained.count])
    case .batchSum: ("sum", "F32", [trained.count])
    }
  }

  /// Writes the files into a folder.
  func write(to folder: String) throws {
    try write(
      TensorFile.encode(
        parameters, architecture: plan.model, metadata: ["decaph": "trainer/1"]),
      "\(folder)/model.safetensors")
    try write(
      ExampleFile.encode(examples, places: places), "\(folder)/examples.safetensors")
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    try write([UInt8](try encoder.encode(try description())) + [0x0a], "\(folder)/round.json")
  }

  private func write(_ bytes: [UInt8], _ path: String) throws {
    let file = URL(fileURLWithPath: path)
    try Data(bytes).write(to: file)
    chmod(path, 0o600)
  }

  private func description() throws -> TrainerRoundFile {
    let frozen = Set(trained.frozen)
    return TrainerRoundFile(
      decaph: formatVersion, round: round, seed: seed, answer: answer, examples: ids,
      records: answer == .trustedSum ? records : nil, microBatch: plan.trainer?.microBatch ?? 1,
      clipNorm: clipping.norm, gridStep: clipping.gridStep, shape: examples.shape,
      classes: plan.data.classes, loss: plan.model.loss,
      tensors: try ParameterLayout(plan.model).tensors.map {
        TrainerRoundFile.Tensor(
          name: $0.name, shape: $0.shape, isTrained: !frozen.contains($0.name))
      }, parameters: trained.count)
  }
}
