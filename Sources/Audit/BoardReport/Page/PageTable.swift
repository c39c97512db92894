/// A table with a headline for every column and for every row.
struct PageTable {
  /// A column.
  struct Column {
    let title: String
    let isNumber: Bool

    init(_ title: String, isNumber: Bool = false) {
      self.title = title
      self.isNumber = isNumber
    }
  }

  private let caption: String
  private let columns: [Column]
  private let rows: [[Markup]]
  private let sum: [Markup]?
  private let isNarrow: Bool

  /// - Parameters:
  ///   - rows: as many cells each as there are columns; the first is the row's headline.
  ///   - sum: a last row of totals.
  ///   - isNarrow: whether it is as wide as its cells and not as the page: for tables of numbers.
  init(
    _ caption: String, _ columns: [Column], _ rows: [[Markup]], sum: [Markup]? = nil,
    isNarrow: Bool = false
  ) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.sum = sum
    self.isNarrow = isNarrow
  }

  /// The element.
  var markup: Markup {
    let head = columns.map { column in
      Markup.element(
        "th", [("scope", "col")] + Self.kind(column), [.text(column.title)])
    }
    let body = rows.map { Markup.element("tr", [], cells($0)) }
    let foot = sum.map { [Markup.element("tr", [("class", "sum")], cells($0))] } ?? []
    // A short table of numbers is not broken when printed.
    let kinds = [isNarrow ? "narrow" : nil, isNarrow && rows.count <= 14 ? "short" : nil].compactMap
    { $0 }
    return .element(
      "div", class: "scroll",
      [
        .element(
          "table", kinds.isEmpty ? [] : [("class", kinds.joined(separator: " "))],
          [
            .element("caption", [], [.text(caption)]),
            .element("thead", [], [.element("tr", [], head)]),
            .element("tbody", [], body + foot),
          ])
      ])
  }

  /// The table, folded behind a line where it has many rows.
  func folded(above limit: Int, _ line: String) -> Markup {
    rows.count <= limit
      ? markup : .element("details", [], [.element("summary", [], [.text(line)]), markup])
  }

  private func cells(_ row: [Markup]) -> [Markup] {
    zip(columns, row).enumerated().map { index, pair in
      index == 0
        ? .element("th", [("scope", "row")], [pair.1])
        : .element("td", Self.kind(pair.0), [pair.1])
    }
  }

  private static func kind(_ column: Column) -> [(String, String)] {
    column.isNumber ? [("class", "number")] : []
  }
}
