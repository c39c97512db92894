/// Round numbers on an axis of rounds.
enum RoundTicks {
  /// The first round, and multiples of a round step.
  static func ticks(_ rounds: ClosedRange<Int>) -> [Int] {
    let steps = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500]
    let step = steps.first { rounds.count / $0 < 12 } ?? rounds.count / 10
    let first = rounds.lowerBound
    let multiples = stride(from: (first / step + 1) * step, through: rounds.upperBound, by: step)
    // One that would touch the first number is left out.
    return [first] + multiples.filter { $0 - first >= max(1, step / 2) }
  }
}
