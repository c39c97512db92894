/// What `explain` prints.
public enum ExplanationText {
  /// All codes, each with its title.
  public static var list: String {
    let lines = CheckCode.allCases.map { TextTable.pad($0.rawValue, 14) + $0.explanation.title }
    return lines.joined(separator: "\n")
      + "\n\nnext: 'decaph-audit explain CODE' says what a code stops and what to do about it\n"
  }

  /// One code in full.
  public static func of(_ code: CheckCode) -> String {
    let explanation = code.explanation
    var lines = [
      "\(code.rawValue): \(explanation.title)", field("checks", explanation.checks),
      field("stops", explanation.stops),
    ]
    for word in [Word.fail, .wait, .skip, .note] {
      lines.append(field(word.rawValue, explanation.advice(on: word) ?? "never said of this check"))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// One object per code.
  public static func jsonLines(_ codes: [CheckCode]) -> String {
    codes.map { Printout.line(Line(code: $0, explanation: $0.explanation)) }.joined()
  }

  private struct Line: Encodable {
    let code: CheckCode
    let explanation: Explanation
  }

  /// A text behind its label; long ones go on below themselves.
  private static func field(_ label: String, _ text: String) -> String {
    var (lines, line) = ([String](), "  " + TextTable.pad(label, 8))
    for word in text.split(separator: " ") {
      if line.count + word.count >= 96 {
        lines.append(line)
        line = String(repeating: " ", count: 10)
      }
      line += (line.hasSuffix("  ") ? "" : " ") + word
    }
    return (lines + [line]).joined(separator: "\n")
  }
}
