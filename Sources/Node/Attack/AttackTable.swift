/// Attacks as a table for a terminal.
public struct AttackTable {
  private let report: AttackReport

  /// Lays out a report.
  public init(_ report: AttackReport) { self.report = report }

  /// The lines.
  public var text: String {
    let width = (report.arms.map { $0.name.count } + [3]).max() ?? 3
    let heads = ["AUROC on tests", "attack", "AUC", "TPR at 0.1 %", "at 1 %", "at most"]
    let rows = report.arms.flatMap { arm in
      arm.attacks.enumerated().map { number, attack in
        Self.left(number == 0 ? arm.name : "", width)
          + Self.cells([
            number == 0 ? ArmText.spread(arm.areas) : "", attack.kind.title,
            ArmText.spread(attack.areas), ArmText.percent(attack.truePositiveAtThousandth),
            ArmText.percent(attack.truePositiveAtHundredth),
            report.bound(arm, at: 0.01).map(ArmText.percent) ?? "-",
          ])
      }
    }
    let words = AttackText(report)
    return
      (words.lines + [""] + [Self.left("arm", width) + Self.cells(heads)] + rows + [""]
      + words.legend).joined(separator: "\n")
  }

  private static func cells(_ texts: [String]) -> String {
    zip(texts, [15, 14, 15, 12, 8, 8]).map { "  " + left($0, $1) }.joined()
      .replacing(/[ ]+$/, with: "")
  }

  private static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
