/// What one arm reached, over all seeds.
public struct ArmReport: Codable, Sendable {
  /// Its name in tables.
  public let name: String
  /// Its make.
  public let kind: Arm.Kind
  /// The epsilon that its rounds cost: against colluding members (DeCaPH), or against all others
  /// (noise at each hospital); the largest of seeds and hospitals. Nil without privacy.
  public private(set) var epsilon: Double?
  /// The epsilon against everybody outside.
  public private(set) var outsideEpsilon: Double?
  /// The noise multipliers, least and largest of seeds and hospitals.
  public private(set) var noiseMultipliers: [Double] = []
  /// Seconds of training, all seeds together.
  public private(set) var seconds = 0.0
  /// One value per seed.
  private var values: [String: [Double]] = [:]
  /// The area under the curve of each class, per seed; nil where the test set has one side only.
  public private(set) var areas: [[Double?]] = []

  /// Scores along the training, where they were asked for.
  public private(set) var curve: LearningCurve?

  init(_ arm: Arm, name: String) {
    self.name = name
    kind = arm.kind
  }

  /// The mean over arms, seed by seed; nil of fewer than two.
  init?(meanOf arms: [ArmReport]) {
    guard arms.count > 1, let first = arms.first else { return nil }
    name = "alone, mean"
    kind = first.kind
    seconds = arms.reduce(0) { $0 + $1.seconds }
    curve = LearningCurve(meanOf: arms.compactMap(\.curve))
    for (measure, list) in first.values {
      values[measure] = list.indices.map { seed in
        arms.reduce(0) { $0 + ($1.values[measure]?[seed] ?? 0) } / Double(arms.count)
      }
    }
  }

  mutating func add(_ outcome: ComparisonRun.Outcome) {
    for (measure, value) in outcome.scores.values {
      values[measure.rawValue, default: []].append(value)
    }
    areas.append(outcome.scores.areas)
    if curve == nil { curve = LearningCurve(outcome.curve) } else { curve?.add(outcome.curve) }
    seconds += outcome.seconds
    for privacy in outcome.privacy {
      epsilon = max(epsilon ?? 0, privacy.epsilon)
      outsideEpsilon = max(outsideEpsilon ?? 0, privacy.outside)
    }
    let all = noiseMultipliers + outcome.privacy.map(\.noiseMultiplier)
    if let least = all.min(), let largest = all.max() {
      noiseMultipliers = least == largest ? [least] : [least, largest]
    }
  }

  /// A measure over the seeds.
  public func spread(_ measure: Measure) -> Spread { Spread(values[measure.rawValue] ?? [0]) }
}
