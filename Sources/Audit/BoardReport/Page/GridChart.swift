/// Hospitals by rounds: who was in which sum. Filled cells are in; letters and numbers say the rest.
struct GridChart {
  private let hospitals: [String]
  private let rounds: [RoundFacts]
  private let columns: [Range<Int>]
  private let id: String
  private let isBanded: Bool
  private let label: Double
  private let cell: Double
  private let row: Double
  private let head: Double

  static let width = 720.0

  /// - Parameters:
  ///   - columns: positions in `rounds`, a range for each column.
  ///   - id: makes the names of title and description unique on the page.
  init(
    _ hospitals: [String], _ rounds: [RoundFacts], columns: [Range<Int>], band: Int, id: String
  ) {
    self.hospitals = hospitals.map { $0.count > 18 ? $0.prefix(16) + ".." : $0 }
    self.rounds = rounds
    self.columns = columns
    self.id = id
    isBanded = band > 1
    label = max(64, Double(self.hospitals.map(\.count).max() ?? 0) * 6.6 + 12)
    cell = min(20, ((Self.width - label) / Double(max(1, columns.count))).rounded(.down))
    row = hospitals.count > 30 ? 13 : 17
    head = 36
  }

  /// The element.
  var markup: Markup {
    let height = head + row * Double(hospitals.count) + 4
    return .element(
      "svg",
      [
        ("viewBox", "0 0 \(Int(Self.width)) \(Int(height))"), ("role", "img"),
        ("aria-labelledby", "\(id)-title \(id)-desc"),
      ],
      [
        .element("title", [("id", "\(id)-title")], [.text(title)]),
        .element("desc", [("id", "\(id)-desc")], [.text(description)]),
      ] + heads + hospitals.indices.map(line))
  }

  private var title: String {
    let (first, last) = (columns.first?.lowerBound ?? 0, (columns.last?.upperBound ?? 1) - 1)
    return "Who was in the sum: rounds \(rounds[first].round) to \(rounds[last].round)"
  }

  private var description: String {
    "\(hospitals.count) hospitals by \(columns.count) "
      + (isBanded ? "bands of rounds" : "rounds")
      + ". The table below says the same in numbers."
  }

  /// Numbers of rounds, and a letter for each that did not end with a full sum.
  private var heads: [Markup] {
    var parts: [Markup] = [
      .element("text", [("class", "tick"), ("x", "0"), ("y", "12")], ["round"]),
      .element("text", [("class", "tick"), ("x", "0"), ("y", "\(Int(head) - 7)")], ["ended"]),
    ]
    for (index, column) in columns.enumerated() {
      let round = rounds[column.lowerBound].round
      let isNamed = isBanded ? index.isMultiple(of: 4) : index == 0 || round.isMultiple(of: 5)
      if isNamed { parts.append(text("\(round)", index, 12, "tick middle")) }
      let ends = rounds[column].map(\.outcome).filter { !$0.letter.isEmpty }
      guard let end = ends.first else { continue }
      parts.append(
        text(isBanded ? "\(ends.count)" : end.letter, index, head - 7, "middle"))
    }
    return parts
  }

  private func line(_ hospital: Int) -> Markup {
    let top = head + row * Double(hospital)
    var (full, holes, rings) = ("", "", "")
    var words: [Markup] = [
      .element(
        "text", [("x", "0"), ("y", number(top + row / 2 + 4))], [.text(hospitals[hospital])])
    ]
    for (index, column) in columns.enumerated() {
      let parts = rounds[column].map { $0.parts[hospital] }
      let missed = parts.count { $0 != .inside }
      let box =
        "M\(number(left(index) + 0.5)) \(number(top + 0.5))h\(number(cell - 2))v\(number(row - 2))"
        + "h-\(number(cell - 2))z"
      guard missed > 0 else {
        full += box
        if !isBanded, rounds[column.lowerBound].leader == hospital {
          rings += ring(left(index) + cell / 2 - 0.5, top + row / 2 - 0.5)
        }
        continue
      }
      holes += box
      words.append(
        text(isBanded ? "\(missed)" : parts[0].letter, index, top + row / 2 + 3.5, "middle"))
    }
    let paths: [(String, String)] = [("cell", full), ("hole", holes), ("ring", rings)]
    return .element(
      "g", [],
      paths.filter { !$0.1.isEmpty }.map { kind, path in
        .element("path", [("class", kind), ("d", path)])
      } + words)
  }

  /// A circle of radius 3.
  private func ring(_ x: Double, _ y: Double) -> String {
    "M\(number(x - 3)) \(number(y))a3 3 0 1 0 6 0a3 3 0 1 0-6 0"
  }

  private func text(_ text: String, _ column: Int, _ y: Double, _ kind: String) -> Markup {
    .element(
      "text",
      [("class", kind), ("x", number(left(column) + cell / 2 - 0.5)), ("y", number(y))],
      [.text(text)])
  }

  private func left(_ column: Int) -> Double { label + cell * Double(column) }

  private func number(_ value: Double) -> String { PageNumber.coordinate(value) }
}
