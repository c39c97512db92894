/// Attacks as one page that needs nothing else: no script, no picture, no font from elsewhere.
public struct AttackPage {
  private let report: AttackReport

  /// Draws a report.
  public init(_ report: AttackReport) { self.report = report }

  /// The HTML text.
  public var text: String {
    let words = AttackText(report)
    let charts = AttackedArm.Attack.Kind.allCases.map { kind in
      "<h2>\(ComparisonPage.escaped(kind.title))</h2>\n\(AttackChart(report, kind).svg)"
    }
    return ComparisonPage.page(
      title: "\(report.title): membership inference", heading: report.title,
      body: """
        <pre>\(ComparisonPage.escaped(words.lines.dropFirst().joined(separator: "\n")))</pre>
        <p>Members found against false alarms, both on logarithmic axes. The dotted line is \
        guessing. A dashed line is the most that an arm's epsilon allows.</p>
        \(charts.joined(separator: "\n"))
        <h2>Numbers</h2>
        \(table)
        <pre>\(ComparisonPage.escaped(words.legend.joined(separator: "\n")))</pre>
        """)
  }

  private var table: String {
    let heads = ["arm", "AUROC on tests", "attack", "AUC", "TPR at 0.1 %", "TPR at 1 %", "at most"]
    let rows = report.arms.flatMap { arm in
      arm.attacks.map { attack in
        [
          ArmText.spread(arm.areas), attack.kind.title, ArmText.spread(attack.areas),
          ArmText.percent(attack.truePositiveAtThousandth),
          ArmText.percent(attack.truePositiveAtHundredth),
          report.bound(arm, at: 0.01).map(ArmText.percent) ?? "",
        ].reduce("<tr><th scope=\"row\">\(ComparisonPage.escaped(arm.name))</th>") {
          $0 + "<td>\(ComparisonPage.escaped($1))</td>"
        } + "</tr>"
      }
    }
    return "<table>\n<tr>"
      + heads.map { "<th scope=\"col\">\(ComparisonPage.escaped($0))</th>" }.joined() + "</tr>\n"
      + rows.joined(separator: "\n") + "\n</table>"
  }
}
