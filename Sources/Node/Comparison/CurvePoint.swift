/// How well an arm's model did after some of its rounds.
struct CurvePoint {
  let round: Int
  let scores: TestScores

  /// Evenly spaced rounds before the last one, after which to measure.
  static func rounds(before last: Int, count: Int) -> Set<Int> {
    guard count > 1 else { return [] }
    return Set((1..<count).map { $0 * last / count }.filter { $0 > 1 })
  }
}
