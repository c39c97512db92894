/// A comparison as a table for a terminal.
public struct ComparisonTable {
  private let report: ComparisonReport

  /// Lays out a report.
  public init(_ report: ComparisonReport) { self.report = report }

  /// The lines.
  public var text: String {
    let rows = report.rows
    let width = (rows.map { $0.name.count } + [3]).max() ?? 3
    let head =
      Self.left("arm", width)
      + Measure.allCases.map { "  " + Self.left($0.title, 17) }.joined()
      + "  epsilon  outside  noise          seconds"
    let lines = rows.map { row in
      Self.left(row.name, width)
        + Measure.allCases.map { "  " + Self.left(ArmText.spread(row.spread($0)), 17) }.joined()
        + "  " + Self.right(row.epsilon.map(ArmText.epsilon) ?? "-", 7)
        + "  " + Self.right(row.outsideEpsilon.map(ArmText.epsilon) ?? "-", 7)
        + "  " + Self.left(Self.noise(row), 13) + Self.right(ArmText.one(row.seconds), 9)
    }
    return
      (ComparisonText(report).lines + ["", head] + lines + [""] + ComparisonText(report).legend)
      .joined(separator: "\n")
  }

  private static func noise(_ row: ArmReport) -> String {
    row.noiseMultipliers.isEmpty
      ? "-" : row.noiseMultipliers.map(ArmText.two).joined(separator: " to ")
  }

  private static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
