/// A value axis from 0 with round numbers on it.
struct ValueAxis {
  /// Its end.
  let top: Double
  /// The numbers on it.
  let ticks: [Double]

  /// An axis that reaches a value, with three to six numbers.
  init(upTo value: Double) {
    let top = value > 0 && value.isFinite ? value : 1
    self.top = top
    var scale = 1.0
    while scale * 10 <= top { scale *= 10 }
    while scale > top { scale /= 10 }
    let steps = [0.2, 0.25, 0.5, 1, 2, 2.5].map { $0 * scale }
    let step = steps.first { top / $0 < 6 } ?? scale * 5
    ticks = (0...max(1, Int(top / step))).map { Double($0) * step }
  }
}
