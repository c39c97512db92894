import Foundation

/// The curves of one attack on all arms as SVG, both axes logarithmic from 0.01 % to 100 %.
///
/// Arms differ by the pattern of their strokes as well as by colour.
struct AttackChart {
  private let report: AttackReport
  private let kind: AttackedArm.Attack.Kind

  private static let left = 70.0
  private static let top = 10.0
  private static let side = 380.0
  private static let width = 860.0
  private static let decades = 4.0

  init(_ report: AttackReport, _ kind: AttackedArm.Attack.Kind) {
    self.report = report
    self.kind = kind
  }

  /// The element.
  var svg: String {
    let height = Int(Self.top + Self.side + 40)
    let guess = path([(1e-4, 1e-4), (1, 1)])
    var parts = [
      "<svg viewBox=\"0 0 \(Int(Self.width)) \(height)\" role=\"img\" "
        + "aria-label=\"\(ComparisonPage.escaped(summary))\">"
    ]
    parts += axes
    parts.append("<path class=\"axis\" stroke-dasharray=\"2 4\" d=\"\(guess)\" fill=\"none\"/>")
    for (number, arm) in report.arms.enumerated() {
      guard let attack = arm.attacks.first(where: { $0.kind == kind }) else { continue }
      let dash = ArmStyle.dashes[number % ArmStyle.dashes.count]
      let style = "class=\"\(ArmStyle.name(arm.kind))\" stroke-dasharray=\"\(dash)\" fill=\"none\""
      let y = Self.number(Self.top + 20 + Double(number) * 24)
      let curve = path(attack.curve.map { ($0.falsePositive, $0.truePositive) })
      parts.append("<path \(style) stroke-width=\"2\" d=\"\(curve)\"/>")
      if arm.epsilon != nil {
        let bound = path(
          attack.curve.map { ($0.falsePositive, report.bound(arm, at: $0.falsePositive) ?? 1) })
        parts.append(
          "<path class=\"\(ArmStyle.name(arm.kind))\" stroke-dasharray=\"6 6\" stroke-width=\"0.8\" "
            + "fill=\"none\" d=\"\(bound)\"/>")
      }
      parts.append(
        "<line \(style) stroke-width=\"2\" x1=\"480\" y1=\"\(y)\" x2=\"520\" y2=\"\(y)\"/>"
          + "<text x=\"530\" y=\"\(y)\" dy=\"4\">\(ComparisonPage.escaped(arm.name)): AUC "
          + "\(ArmText.three(attack.area))</text>")
    }
    return parts.joined(separator: "\n") + "\n</svg>"
  }

  private var summary: String {
    "\(kind.title), members found against false alarms. "
      + report.arms.map { arm in
        let attack = arm.attacks.first { $0.kind == kind }
        return "\(arm.name): area \(ArmText.three(attack?.area ?? 0.5))"
      }.joined(separator: "; ")
  }

  private var axes: [String] {
    (-4...0).map { exponent in
      let rate = pow(10, Double(exponent))
      let (x, y) = (Self.number(place(rate)), Self.number(depth(rate)))
      let (right, bottom) = (Self.number(Self.left + Self.side), Self.number(Self.top + Self.side))
      let text = ["0.01 %", "0.1 %", "1 %", "10 %", "100 %"][exponent + 4]
      return "<line class=\"axis\" x1=\"\(x)\" y1=\"\(Self.number(Self.top))\" x2=\"\(x)\" "
        + "y2=\"\(bottom)\"/><line class=\"axis\" x1=\"\(Self.number(Self.left))\" y1=\"\(y)\" "
        + "x2=\"\(right)\" y2=\"\(y)\"/><text class=\"tick\" x=\"\(x)\" y=\"\(bottom)\" dy=\"18\" "
        + "text-anchor=\"middle\">\(text)</text><text class=\"tick\" "
        + "x=\"\(Self.number(Self.left - 6))\" y=\"\(y)\" dy=\"4\" text-anchor=\"end\">\(text)</text>"
    }
  }

  private func path(_ points: [(Double, Double)]) -> String {
    points.enumerated().map { number, point in
      "\(number == 0 ? "M" : "L")\(Self.number(place(point.0))) \(Self.number(depth(point.1)))"
    }.joined(separator: " ")
  }

  private func place(_ rate: Double) -> Double {
    Self.left + (log10(max(rate, 1e-4)) + Self.decades) / Self.decades * Self.side
  }

  private func depth(_ rate: Double) -> Double {
    Self.top + -log10(max(rate, 1e-4)) / Self.decades * Self.side
  }

  private static func number(_ value: Double) -> String { ArmText.one(value) }
}
