/// What was checked, and everything that needs a person.
extension BoardPage {
  /// So many missing things and notes are listed; of a longer list the rest is counted.
  private static let most = 60

  var checks: Markup {
    let checks = report.checks
    let words = Word.allCases
    let rows = checks.rows.map { row -> [Markup] in
      [
        .element("code", [], [.text(row.code.rawValue)]), .text(row.code.question),
      ] + words.map { cell(row.counts[$0] ?? 0, $0) }
    }
    let sum: [Markup] = ["All", .none] + words.map { cell(checks.count($0), $0) }
    let columns: [PageTable.Column] =
      [.init("Check"), .init("Question")] + words.map { .init($0.rawValue, isNumber: true) }
    return section(
      "checks", "Checks",
      [
        paragraph(
          "Every check ends with one of five words. ok: right. FAIL: wrong. wait: not here, or not completely. skip: not done, because it takes a key or files that the plan lets hospitals remove. note: worth knowing, decides nothing."
        )
      ]
        + list("What failed", checks.failures, limit: nil)
        + list("What is missing", checks.waiting, limit: Self.most)
        + [
          PageTable("How often each check ended with each word", columns, rows, sum: sum).markup
        ] + notes(checks.notes))
  }

  private func cell(_ count: Int, _ word: Word) -> Markup {
    guard count > 0 else { return .element("span", class: "quiet", ["-"]) }
    let number = Markup.text(PageNumber.whole(count))
    switch word {
    case .fail: return .element("span", class: "bad", [number])
    case .wait: return .element("span", class: "open", [number])
    case .ok, .skip, .note: return number
    }
  }

  private func list(_ headline: String, _ findings: [Finding], limit: Int?) -> [Markup] {
    guard !findings.isEmpty else { return [] }
    let shown = findings.prefix(limit ?? .max).map(item)
    let rest = findings.count - shown.count
    // The headline stays with the first of them when printed.
    let lead = Markup.element(
      "div", class: "lead",
      [.element("h3", [], [.text("\(headline) (\(findings.count))")])] + shown.prefix(1))
    return [lead] + shown.dropFirst()
      + (rest == 0
        ? []
        : [paragraph("And \(PageNumber.whole(rest)) more, which 'decaph-audit verify' lists.")])
  }

  private func item(_ finding: Finding) -> Markup {
    let place = finding.round.map { "round \($0)" } ?? "consortium"
    return .element(
      "div", class: "finding \(finding.word == .fail ? "fail" : "wait")",
      [
        .element(
          "p", [],
          [
            .element(
              "span", class: finding.word == .fail ? "bad" : "open", [.text(finding.word.rawValue)]),
            " ", .text("\(place), \(finding.code.rawValue): \(finding.message)"),
          ]),
        finding.file.map { paragraph("file: ", .element("code", [], [.text($0)])) } ?? .none,
        finding.next.map { paragraph("next: \($0)") } ?? .none,
      ])
  }

  private func notes(_ notes: [Finding]) -> [Markup] {
    guard !notes.isEmpty else { return [] }
    let rows = notes.prefix(Self.most).map { note -> [Markup] in
      [
        .text(note.round.map { "round \($0)" } ?? "consortium"), .text(note.code.rawValue),
        .all([
          .text(note.message),
          note.file.map { .all([" ", .element("code", [], [.text($0)])]) } ?? .none,
        ]),
      ]
    }
    let rest = notes.count - rows.count
    return [
      .element(
        "details", [],
        [
          .element("summary", [], [.text("Notes (\(PageNumber.whole(notes.count)))")]),
          PageTable(
            "Worth knowing; counts that rounds released are left out of this page"
              + (rest == 0 ? "" : "; \(PageNumber.whole(rest)) more are in 'decaph-audit verify'"),
            [.init("Where"), .init("Check"), .init("What")], rows
          ).markup,
        ])
    ]
  }
}
