import Datasets
import Learning
import ModelUpdate
import Rounds

/// Trains an arm on some hospitals' records.
struct ArmTraining {
  /// Each hospital's records.
  let records: [LocalRecords]
  private let pooled: LocalRecords
  private let plans: ArmPlans
  private let learner: Learner

  /// - Parameter chosen: which records train, hospital by hospital; all of them without it.
  init(
    _ hospitals: [Dataset], chosen: [[[Int]]]? = nil, plans: ArmPlans, learner: Learner
  ) throws {
    func local(_ dataset: Dataset, _ records: [[Int]]?) throws -> LocalRecords {
      try LocalRecords(dataset, records: records, plan: plans.base, session: .zero)
    }
    records = try hospitals.indices.map { try local(hospitals[$0], chosen?[$0]) }
    var start = 0
    let joined = zip(hospitals, chosen ?? []).flatMap { dataset, records in
      defer { start += dataset.count }
      return records.map { $0.map { $0 + start } }
    }
    pooled = try local(Dataset(joining: hospitals), chosen == nil ? nil : joined)
    self.plans = plans
    self.learner = learner
  }

  /// The model after all rounds.
  ///
  /// - Parameters:
  ///   - privacy: the plans of its noise, by ``NoiseTable``; none without privacy.
  ///   - progress: called before each round; may throw to end it.
  func model(
    of arm: Arm, privacy: [ArmPrivacy], draws: InsecureSeededDraws,
    _ progress: (TrainingStep) throws -> Void
  ) throws -> ModelState {
    switch arm {
    case .alone(let hospital):
      try plain([records[hospital]], draws).train(progress)
    case .pooled:
      try plain([pooled], draws).train(progress)
    case .collaborative:
      try plain(records, draws).train(progress)
    case .localNoise:
      try LocalNoiseTraining(records, plans: privacy.map(\.plan), draws: draws).train(progress)
    case .decaph:
      try MemoryConsortium(
        records, plan: privacy[0].plan, roster: plans.roster(), draws: draws
      ).train(progress)
    }
  }

  private func plain(
    _ hospitals: [LocalRecords], _ draws: InsecureSeededDraws
  ) throws -> PlainTraining {
    try PlainTraining(hospitals, plan: plans.plain, learner: learner, draws: draws)
  }
}
