/// Narrows down where a rising function crosses zero, by regula falsi with the Illinois rule.
///
/// Few evaluations where the function is nearly straight; never worse than a hundredth of the
/// bracket off its ends, so that both ends close in.
struct BracketedRoot {
  private(set) var low: Double
  private(set) var high: Double
  private var valueAtLow: Double
  private var valueAtHigh: Double
  private var lastWasLow: Bool?

  /// A bracket: the function is negative, or minus infinity, at `low` and positive at `high`.
  init(low: Double, _ valueAtLow: Double, high: Double, _ valueAtHigh: Double) {
    self.low = low
    self.high = high
    self.valueAtLow = valueAtLow
    self.valueAtHigh = valueAtHigh
  }

  /// Where to look next, inside the bracket.
  var next: Double {
    let width = high - low
    let part = valueAtLow / (valueAtLow - valueAtHigh)
    guard part.isFinite, valueAtLow.isFinite, valueAtHigh.isFinite else { return low + width / 2 }
    return low + width * min(max(part, 0.01), 0.99)
  }

  /// Puts a new lower end.
  mutating func raiseLow(to point: Double, _ value: Double) {
    (low, valueAtLow) = (point, value)
    if lastWasLow == true { valueAtHigh /= 2 }
    lastWasLow = true
  }

  /// Puts a new upper end.
  mutating func lowerHigh(to point: Double, _ value: Double) {
    (high, valueAtHigh) = (point, value)
    if lastWasLow == false { valueAtLow /= 2 }
    lastWasLow = false
  }
}
