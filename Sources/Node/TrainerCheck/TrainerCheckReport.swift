/// What a trial of a trainer has shown.
public struct TrainerCheckReport: Sendable {
  /// One comparison.
  struct Finding: Sendable {
    let holds: Bool
    let text: String
  }

  let title: [String]
  private(set) var findings: [Finding] = []

  init(title: [String]) { self.title = title }

  /// 0, or 65 if something does not hold.
  public var status: ExitStatus { findings.allSatisfy(\.holds) ? .done : .badData }

  /// Lines for people.
  public var text: String {
    let lines = findings.map { "\($0.holds ? "ok  " : "FAIL")  \($0.text)" }
    let verdict =
      status == .done
      ? "the trainer keeps its contract on these examples"
      : "the trainer does not keep its contract: docs/trainers.md"
    return (title + [""] + lines + ["", verdict]).joined(separator: "\n")
  }

  mutating func add(_ holds: Bool, _ text: String) {
    findings.append(Finding(holds: holds, text: text))
  }
}
