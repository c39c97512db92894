/// One measure of all arms as SVG: a row for each, its mean as a mark whose shape tells the make.
struct ComparisonChart {
  private let rows: [ArmReport]
  private let measure: Measure
  private let low: Double
  private let high: Double

  private static let names = 190.0
  private static let plot = 520.0
  private static let width = 860.0
  private static let height = 26.0
  private static let top = 24.0

  init(_ rows: [ArmReport], _ measure: Measure) {
    self.rows = rows
    self.measure = measure
    let values = rows.flatMap { row in
      let spread = row.spread(measure)
      return spread.values + [spread.mean - spread.deviation, spread.mean + spread.deviation]
    }
    // To the next twentieth, so that the axis has round numbers.
    low = max(0, ((values.min() ?? 0) * 20 - 0.2).rounded(.down) / 20)
    high = max(min(1, ((values.max() ?? 1) * 20 + 0.2).rounded(.up) / 20), low + 0.05)
  }

  /// The element.
  var svg: String {
    let bottom = Self.top + Double(rows.count) * Self.height
    var parts = [
      "<svg viewBox=\"0 0 \(Int(Self.width)) \(Int(bottom + 8))\" role=\"img\" "
        + "aria-label=\"\(ComparisonPage.escaped(summary))\">"
    ]
    for tick in ticks {
      let x = Self.number(place(tick))
      parts.append(
        "<line class=\"axis\" x1=\"\(x)\" y1=\"\(Self.number(Self.top - 4))\" x2=\"\(x)\" "
          + "y2=\"\(Self.number(bottom))\"/>"
          + "<text class=\"tick\" x=\"\(x)\" y=\"12\" text-anchor=\"middle\">\(ArmText.two(tick))</text>"
      )
    }
    for (index, row) in rows.enumerated() {
      parts.append(self.row(row, at: Self.top + (Double(index) + 0.5) * Self.height))
    }
    return parts.joined(separator: "\n") + "\n</svg>"
  }

  private var summary: String {
    "\(measure.title). "
      + rows.map { "\($0.name): \(ArmText.spread($0.spread(measure)))" }.joined(separator: "; ")
  }

  private var ticks: [Double] {
    let step = high - low > 0.4 ? 0.1 : 0.05
    let first = Int((low / step).rounded(.up))
    return (first...max(first, Int((high / step + 1e-9).rounded(.down)))).map { Double($0) * step }
  }

  private func row(_ row: ArmReport, at y: Double) -> String {
    let spread = row.spread(measure)
    let style = ArmStyle.name(row.kind)
    let text = Self.number(y + 4)
    let strokes = spread.values.map { value in
      let x = Self.number(place(value))
      return "<line class=\"seed\" x1=\"\(x)\" y1=\"\(Self.number(y - 6))\" x2=\"\(x)\" "
        + "y2=\"\(Self.number(y + 6))\"/>"
    }
    let ends = [spread.mean - spread.deviation, spread.mean + spread.deviation]
      .map { Self.number(place(min(high, max(low, $0)))) }
    return "<text x=\"0\" y=\"\(text)\">\(ComparisonPage.escaped(row.name))</text>"
      + (spread.values.count > 1 ? strokes.joined() : "")
      + "<line class=\"\(style)\" stroke-width=\"2\" x1=\"\(ends[0])\" y1=\"\(Self.number(y))\" "
      + "x2=\"\(ends[1])\" y2=\"\(Self.number(y))\"/>"
      + mark(row.kind, style, place(spread.mean), y)
      + "<text x=\"\(Self.number(Self.names + Self.plot + 16))\" y=\"\(text)\">"
      + "\(ArmText.spread(spread))</text>"
  }

  private func mark(_ kind: Arm.Kind, _ style: String, _ x: Double, _ y: Double) -> String {
    func polygon(_ corners: [(Double, Double)], _ style: String) -> String {
      let points = corners.map { "\(Self.number(x + $0)),\(Self.number(y + $1))" }
      return "<polygon class=\"mark \(style)\" points=\"\(points.joined(separator: " "))\"/>"
    }
    let square = [(-5.0, -5.0), (5, -5), (5, 5), (-5, 5)]
    switch kind {
    case .alone:
      return "<circle class=\"mark \(style)\" cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" "
        + "r=\"5\"/>"
    case .pooled: return polygon(square, style)
    case .collaborative: return polygon(square, "filled " + style)
    case .local: return polygon([(0, -7), (6, 5), (-6, 5)], "filled " + style)
    case .decaph: return polygon([(0, -7), (7, 0), (0, 7), (-7, 0)], "filled " + style)
    }
  }

  private func place(_ value: Double) -> Double {
    Self.names + (value - low) / (high - low) * Self.plot
  }

  private static func number(_ value: Double) -> String { ArmText.one(value) }
}
