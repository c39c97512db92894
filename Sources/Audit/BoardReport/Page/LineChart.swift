/// Curves over rounds, each named at its end and told apart by line and marks, not by colour alone.
struct LineChart {
  /// One curve.
  struct Curve {
    /// Its name.
    let name: String
    /// Round and value; finite values only.
    let points: [(round: Int, value: Double)]
    /// 1: drawn through, full circles; 2: dashed, hollow squares.
    let style: Int
  }

  private let title: String
  private let summary: String
  private let curves: [Curve]
  private let limit: (name: String, value: Double)?
  let format: (Double) -> String
  private let id: String
  let rounds: ClosedRange<Int>
  let axis: ValueAxis

  static let (left, right, top, bottom) = (52.0, 550.0, 14.0, 226.0)

  /// - Parameters:
  ///   - limit: a line across.
  ///   - top: the end of the value axis; without it a little above the largest value.
  ///   - format: a value in words.
  init(
    _ title: String, _ summary: String, _ curves: [Curve], limit: (name: String, value: Double)?,
    top: Double? = nil, id: String, format: @escaping (Double) -> String
  ) {
    self.title = title
    self.summary = summary
    self.curves = curves
    self.limit = limit
    self.format = format
    self.id = id
    let numbers = curves.flatMap { $0.points.map(\.round) }
    let first = numbers.min() ?? 1
    rounds = first...max(first + 1, numbers.max() ?? 1)
    let values = curves.flatMap { $0.points.map(\.value) } + (limit.map { [$0.value] } ?? [])
    axis = ValueAxis(upTo: top ?? (values.max() ?? 1) * 1.05)
  }

  /// The element.
  var markup: Markup {
    .element(
      "svg",
      [
        ("viewBox", "0 0 720 262"), ("role", "img"),
        ("aria-labelledby", "\(id)-title \(id)-desc"),
      ],
      [
        .element("title", [("id", "\(id)-title")], [.text(title)]),
        .element("desc", [("id", "\(id)-desc")], [.text(summary)]),
      ] + axes + limitLine + curves.map(draw) + names)
  }

  private var limitLine: [Markup] {
    limit.map { limit in
      [
        .element(
          "path",
          [
            ("class", "limit"),
            ("d", "M\(at(Self.left)) \(at(place(limit.value)))H\(at(Self.right))"),
          ])
      ]
    } ?? []
  }

  private func draw(_ curve: Curve) -> Markup {
    let places = curve.points.map { (place($0.round), place($0.value)) }
    let line = places.enumerated().map { index, point in
      "\(index == 0 ? "M" : "L")\(at(point.0)) \(at(point.1))"
    }.joined()
    // So few marks that they stay apart.
    let step = max(1, (places.count + 11) / 12)
    let marks = places.enumerated().filter { index, _ in
      index.isMultiple(of: step) && index + step / 2 < places.count || index == places.count - 1
    }.map { _, point in
      curve.style == 1
        ? "M\(at(point.0 - 3.5)) \(at(point.1))a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0"
        : "M\(at(point.0 - 3.5)) \(at(point.1 - 3.5))h7v7h-7z"
    }.joined()
    return .element(
      "g", [],
      [
        .element("path", [("class", "curve\(curve.style)"), ("d", line)]),
        .element("path", [("class", "mark\(curve.style)"), ("d", marks)]),
      ])
  }

  /// Every line's name and last value to the right of it, moved apart where they would overlap.
  private var names: [Markup] {
    var entries = curves.compactMap { curve in
      curve.points.last.map { last in
        (
          y: place(last.value), text: "\(curve.name): \(format(last.value))",
          kind: "name\(curve.style)"
        )
      }
    }
    entries += limit.map { [(place($0.value), "\($0.name): \(format($0.value))", "name0")] } ?? []
    entries.sort { ($0.y, $0.text) < ($1.y, $1.text) }
    var last = -100.0
    return entries.map { entry in
      last = max(entry.y + 4, last + 14)
      return text(entry.text, Self.right + 10, last, entry.kind)
    }
  }

  func place(_ round: Int) -> Double {
    let share = Double(round - rounds.lowerBound) / Double(rounds.count - 1)
    return Self.left + 8 + share * (Self.right - Self.left - 14)
  }

  func place(_ value: Double) -> Double {
    Self.bottom - min(1, max(0, value / axis.top)) * (Self.bottom - Self.top)
  }

  func text(_ text: String, _ x: Double, _ y: Double, _ kind: String) -> Markup {
    .element("text", [("class", kind), ("x", at(x)), ("y", at(y))], [.text(text)])
  }

  func at(_ value: Double) -> String { PageNumber.coordinate(value) }
}
