import ModelUpdate

/// `round.json` in a trainer's working folder; docs/trainers.md describes it.
struct TrainerRoundFile: Encodable {
  struct Tensor: Encodable {
    let name: String
    let shape: [Int]
    let isTrained: Bool

    enum CodingKeys: String, CodingKey {
      case name, shape
      case isTrained = "trained"
    }
  }

  let decaph: Int
  let round: Int
  let seed: UInt64
  let answer: TrainerTask.Answer
  let examples: [String]
  let records: [Int]?
  let microBatch: Int
  let clipNorm: Double
  let gridStep: Double
  let shape: [Int]
  let classes: [String]
  let loss: Loss
  let tensors: [Tensor]
  let parameters: Int

  enum CodingKeys: String, CodingKey {
    case decaph, round, seed, answer, examples, records, shape, classes, loss, tensors, parameters
    case microBatch = "micro_batch"
    case clipNorm = "clip_norm"
    case gridStep = "grid_step"
  }
}
