import ModelUpdate

/// Where the training of an arm stands, before a round.
struct TrainingStep {
  let round: Int
  let last: Int
  /// The model that the round trains on, after `round - 1` rounds.
  let model: ModelState
}
