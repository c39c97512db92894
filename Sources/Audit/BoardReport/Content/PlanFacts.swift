import Artifacts
import DifferentialPrivacy
import Rounds

/// What the hospitals agreed, in the words of people.
struct PlanFacts: Sendable, Equatable {
  /// The name of the undertaking.
  let title: String
  /// Who founded it.
  let founder: String
  /// What is trained on: images or rows.
  let data: String
  /// The classes that are told apart.
  let classes: String
  /// Rounds of the whole plan.
  let rounds: Int
  /// The limit of epsilon.
  let epsilon: String
  /// The probability with which the bound may fail.
  let delta: String
  /// What one record is.
  let unit: String
  /// `per patient` or `per example`.
  let perUnit: String
  /// The share of records that are drawn in a round of training.
  let samplingRate: String
  /// The noise of training, in units of what one record can add.
  let noiseMultiplier: String
  /// Numbers in a vector of a round of training, whatever a hospital holds.
  let numbersPerVector: Int
  /// How many hospitals may collude.
  let colluding: Int
  /// How many hospitals decide.
  let quorum: Int
  /// The fewest hospitals whose sum may be opened.
  let smallestSum: Int
  /// Kinds of rounds that release exact counts, `census` for example.
  let kindsWithoutNoise: [String]
}

extension PlanFacts {
  /// Reads the facts off a manifest that has been checked.
  init(_ manifest: Manifest) {
    let plan = manifest.plan
    let arithmetic = try? RoundArithmetic(plan)
    let count = manifest.members.count
    let parameters = try? arithmetic?.parameters(n: count, of: count)
    title = plan.title
    founder = manifest.coordinator.name
    data =
      plan.data.images.map { "grey images of \($0.side) by \($0.side) points" }
      ?? "rows of \(plan.data.table?.width ?? 0) numbers"
    classes = plan.data.classes.joined(separator: ", ")
    rounds = RoundSchedule(plan).lastRound
    epsilon = plan.privacy.epsilon.description
    delta = plan.privacy.delta.description
    unit = plan.privacy.unit.text
    perUnit = plan.privacy.unit.short
    samplingRate = plan.training.samplingRate.description
    noiseMultiplier = plan.privacy.noiseMultiplier.description
    numbersPerVector = arithmetic?.count(.training) ?? 0
    colluding = parameters?.colluding ?? 0
    quorum = parameters?.quorum ?? 0
    smallestSum = parameters?.smallestSet ?? 0
    kindsWithoutNoise = [
      plan.census?.noise == .exact ? "census" : nil,
      plan.evaluation?.noise == .exact ? "evaluation" : nil,
    ].compactMap { $0 }
  }
}
