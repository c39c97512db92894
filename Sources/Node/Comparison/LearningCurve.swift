/// How well an arm's models do along its rounds, over the seeds.
public struct LearningCurve: Codable, Sendable {
  /// After which rounds was measured; the last of them is the last round.
  public let rounds: [Int]
  /// For each ``Measure`` by name one list per seed, with one value per round.
  private(set) var values: [String: [[Double]]] = [:]

  init?(_ points: [CurvePoint]) {
    guard points.count > 1 else { return nil }
    rounds = points.map(\.round)
    add(points)
  }

  /// The mean over arms, seed by seed.
  init?(meanOf curves: [LearningCurve]) {
    guard let first = curves.first, curves.allSatisfy({ $0.rounds == first.rounds }) else {
      return nil
    }
    rounds = first.rounds
    for (measure, seeds) in first.values {
      values[measure] = seeds.indices.map { seed in
        rounds.indices.map { place in
          curves.reduce(0) { $0 + ($1.values[measure]?[seed][place] ?? 0) } / Double(curves.count)
        }
      }
    }
  }

  /// Adds another seed.
  mutating func add(_ points: [CurvePoint]) {
    for measure in Measure.allCases {
      values[measure.rawValue, default: []].append(points.map { $0.scores.values[measure] ?? 0 })
    }
  }

  /// A measure over the seeds, round by round.
  public func spreads(_ measure: Measure) -> [Spread] {
    let seeds = values[measure.rawValue] ?? []
    return rounds.indices.map { place in Spread(seeds.map { $0[place] }) }
  }
}
