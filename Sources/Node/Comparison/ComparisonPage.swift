/// A comparison as one page that needs nothing else: no script, no picture, no font from elsewhere.
public struct ComparisonPage {
  private let report: ComparisonReport

  /// Draws a report.
  public init(_ report: ComparisonReport) { self.report = report }

  /// The HTML text.
  public var text: String {
    let words = ComparisonText(report)
    let rows = report.rows
    let charts = Measure.allCases.map { measure in
      "<h2>\(Self.escaped(measure.title))</h2>\n\(ComparisonChart(rows, measure).svg)"
    }
    let curves = Measure.allCases.compactMap { measure in
      CurveChart(rows, measure).map {
        "<h2>\(Self.escaped(measure.title)) along the rounds</h2>\n\($0.svg)"
      }
    }
    return Self.page(
      title: "\(report.title): comparison", heading: report.title,
      body: """
        <pre>\(Self.escaped(words.lines.dropFirst().joined(separator: "\n")))</pre>
        <p>Mark: mean over the seeds. Bar: one standard deviation to both sides. Strokes: each \
        seed. Circles are hospitals alone, squares have no privacy, triangles have noise at each \
        hospital, diamonds are DeCaPH.</p>
        \(charts.joined(separator: "\n"))
        \(curves.isEmpty ? "" : Self.bands)
        \(curves.joined(separator: "\n"))
        <h2>Numbers</h2>
        \(table(rows))
        <pre>\(Self.escaped(words.legend.joined(separator: "\n")))</pre>
        """)
  }

  private static let bands = """
    <p>Along the rounds: the line is the mean over the seeds, the band its 95 % confidence interval \
    by Student's t; with two or three seeds that is wide. Of hospitals alone the mean is shown.</p>
    """

  /// A page around what it has to say.
  static func page(title: String, heading: String, body: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(escaped(title))</title>
    <style>
    \(style)
    </style>
    </head>
    <body>
    <h1>\(escaped(heading))</h1>
    \(body)
    </body>
    </html>

    """
  }

  private func table(_ rows: [ArmReport]) -> String {
    let heads =
      ["arm"] + Measure.allCases.map(\.title) + ["epsilon", "outside", "noise multiplier"]
    let lines = rows.map { row in
      let cells =
        Measure.allCases.map { ArmText.spread(row.spread($0)) }
        + [
          row.epsilon.map(ArmText.epsilon) ?? "none", row.outsideEpsilon.map(ArmText.epsilon) ?? "",
          row.noiseMultipliers.map(ArmText.two).joined(separator: " to "),
        ]
      return "<tr><th scope=\"row\">\(Self.escaped(row.name))</th>"
        + cells.map { "<td>\(Self.escaped($0))</td>" }.joined() + "</tr>"
    }
    return "<table>\n<tr>"
      + heads.map { "<th scope=\"col\">\(Self.escaped($0))</th>" }.joined() + "</tr>\n"
      + lines.joined(separator: "\n") + "\n</table>"
  }

  /// Text that a page shows as it is.
  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }

  private static let style = """
    :root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --faint: #8a8a8a;
      --line: #d5d5d5; --decaph: #0b5fb0; --local: #a8480c; }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #e8e8e8; --paper: #161616; --faint: #9a9a9a; --line: #3c3c3c;
        --decaph: #6db3f8; --local: #f2a16b; } }
    body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
      max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
    pre { white-space: pre-wrap; color: var(--ink); font-size: 0.85rem; }
    svg { width: 100%; height: auto; }
    svg text { fill: var(--ink); font: 13px system-ui, sans-serif; }
    .axis { stroke: var(--line); } .tick { fill: var(--faint); }
    .seed { stroke: var(--faint); } .mark { fill: var(--paper); stroke-width: 2; }
    .plain { stroke: var(--ink); } .filled.plain { fill: var(--ink); }
    .local { stroke: var(--local); } .filled.local { fill: var(--local); }
    .band.band { stroke: none; fill-opacity: 0.14; }
    .band.band.plain { fill: var(--ink); fill-opacity: 0.08; } .band.local { fill: var(--local); }
    .band.decaph { fill: var(--decaph); }
    .decaph { stroke: var(--decaph); } .filled.decaph { fill: var(--decaph); }
    table { border-collapse: collapse; font-size: 0.85rem; }
    th, td { text-align: left; padding: 0.2rem 0.7rem 0.2rem 0; border-bottom: 1px solid var(--line);
      font-variant-numeric: tabular-nums; }
    """
}
