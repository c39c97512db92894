import Foundation

/// One measure of the arms along their rounds as SVG: the mean over the seeds, and around it the
/// confidence interval of that mean.
///
/// Arms differ by the pattern of their strokes as well as by colour. Of hospitals alone there is the
/// mean only.
struct CurveChart {
  private let rows: [(row: ArmReport, curve: LearningCurve, spreads: [Spread])]
  private let measure: Measure
  private let last: Int
  private let low: Double
  private let high: Double

  private static let left = 44.0
  private static let top = 10.0
  private static let side = 470.0
  private static let height = 300.0
  private static let width = 860.0

  /// `nil` where nothing was measured along the training.
  init?(_ rows: [ArmReport], _ measure: Measure) {
    let alone = rows.filter { $0.kind == .alone }
    self.rows = (alone.suffix(1) + rows.filter { $0.kind != .alone }).compactMap { row in
      row.curve.map { (row, $0, $0.spreads(measure)) }
    }
    self.measure = measure
    last = self.rows.compactMap(\.curve.rounds.last).max() ?? 0
    guard last > 0 else { return nil }
    let spreads = self.rows.flatMap(\.spreads)
    let least = spreads.map { $0.mean - $0.confidence }.min() ?? 0
    let most = spreads.map { $0.mean + $0.confidence }.max() ?? 1
    // To the next tenth, so that the axis has round numbers.
    low = max(0, (least * 10 - 0.1).rounded(.down) / 10)
    high = max(min(1, (most * 10 + 0.1).rounded(.up) / 10), low + 0.1)
  }

  /// The element.
  var svg: String {
    let legend = Self.top + 20 + Double(rows.count) * 24
    let bottom = max(Self.top + Self.height + 34, legend)
    var parts = [
      "<svg viewBox=\"0 0 \(Int(Self.width)) \(Int(bottom))\" role=\"img\" "
        + "aria-label=\"\(ComparisonPage.escaped(summary))\">"
    ]
    parts += axes
    parts += rows.map { band($0.row, $0.curve.rounds, $0.spreads) }
    for (number, (row, curve, spreads)) in rows.enumerated() {
      let dash = ArmStyle.dashes[number % ArmStyle.dashes.count]
      let style =
        "class=\"\(ArmStyle.name(row.kind))\" stroke-dasharray=\"\(dash)\" fill=\"none\" "
        + "stroke-width=\"2\""
      let y = ArmText.one(Self.top + 20 + Double(number) * 24)
      parts.append(
        "<path \(style) d=\"\(path(zip(curve.rounds, spreads.map(\.mean)).map { ($0, $1) }))\"/>"
          + "<line \(style) x1=\"540\" y1=\"\(y)\" x2=\"580\" y2=\"\(y)\"/>"
          + "<text x=\"590\" y=\"\(y)\" dy=\"4\">\(ComparisonPage.escaped(row.name))</text>")
    }
    return parts.joined(separator: "\n") + "\n</svg>"
  }

  private var summary: String {
    "\(measure.title) along the rounds. "
      + rows.map { row, curve, spreads in
        "\(row.name): "
          + zip(curve.rounds, spreads).map { "round \($0) \(ArmText.three($1.mean))" }
          .joined(separator: ", ")
      }.joined(separator: "; ")
  }

  private func band(_ row: ArmReport, _ rounds: [Int], _ spreads: [Spread]) -> String {
    guard spreads.contains(where: { $0.confidence > 0 }) else { return "" }
    let up = zip(rounds, spreads).map { ($0, $1.mean + $1.confidence) }
    let down = zip(rounds, spreads).map { ($0, $1.mean - $1.confidence) }.reversed()
    return "<path class=\"band \(ArmStyle.name(row.kind))\" d=\"\(path(up + down)) Z\"/>"
  }

  private func path(_ points: [(Int, Double)]) -> String {
    points.enumerated().map { number, point in
      "\(number == 0 ? "M" : "L")\(ArmText.one(place(point.0))) \(ArmText.one(depth(point.1)))"
    }.joined(separator: " ")
  }

  private var axes: [String] {
    let right = ArmText.one(Self.left + Self.side)
    let bottom = ArmText.one(Self.top + Self.height)
    let step = high - low > 0.4 ? 0.1 : 0.05
    let values = stride(from: low, through: high + 1e-9, by: step).map { value in
      let y = ArmText.one(depth(value))
      return "<line class=\"axis\" x1=\"\(ArmText.one(Self.left))\" y1=\"\(y)\" x2=\"\(right)\" "
        + "y2=\"\(y)\"/><text class=\"tick\" x=\"\(ArmText.one(Self.left - 6))\" y=\"\(y)\" "
        + "dy=\"4\" text-anchor=\"end\">\(ArmText.two(value))</text>"
    }
    let rounds = Set((0...4).map { $0 * last / 4 }).sorted().map { round in
      let x = ArmText.one(place(round))
      return "<line class=\"axis\" x1=\"\(x)\" y1=\"\(ArmText.one(Self.top))\" x2=\"\(x)\" "
        + "y2=\"\(bottom)\"/><text class=\"tick\" x=\"\(x)\" y=\"\(bottom)\" dy=\"18\" "
        + "text-anchor=\"middle\">\(round == 0 ? "round 0" : "\(round)")</text>"
    }
    return values + rounds
  }

  private func place(_ round: Int) -> Double {
    Self.left + Double(round) / Double(last) * Self.side
  }

  private func depth(_ value: Double) -> Double {
    Self.top + (high - min(high, max(low, value))) / (high - low) * Self.height
  }
}
