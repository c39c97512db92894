/// Round numbers as people write them: `3, 17 to 19`.
public enum RoundRanges {
  /// The text; beyond `limit` ranges only how many rounds more.
  public static func text(_ rounds: [Int], limit: Int = 40) -> String {
    let ranges = spans(rounds)
    let shown = ranges.prefix(limit).map { range in
      range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
    }
    let rest = ranges.dropFirst(limit).reduce(0) { $0 + $1.count }
    return shown.joined(separator: ", ") + (rest == 0 ? "" : " and \(rest) more")
  }

  /// The ranges of sorted numbers that follow one on another.
  public static func spans(_ rounds: [Int]) -> [ClosedRange<Int>] {
    var spans: [ClosedRange<Int>] = []
    for round in rounds {
      if let last = spans.last, last.upperBound == round - 1 {
        spans[spans.count - 1] = last.lowerBound...round
      } else {
        spans.append(round...round)
      }
    }
    return spans
  }
}
