/// What everybody reads first: the verdict in a sentence, and four numbers.
extension BoardPage {
  var verdict: Markup {
    .element(
      "header", [],
      [
        .element("p", class: "kicker", ["Audit of a training by several hospitals together"]),
        .element("h1", [], [.text(title)]),
        .element(
          "div", [("class", "verdict \(report.verdict.verdict.rawValue)"), ("role", "status")],
          [
            .element("p", [], [.element("strong", [], [.text(word)]), " ", .text(sentence)]),
            paragraph(.text(next)),
          ]),
        report.consortium.map(figures) ?? .none,
      ])
  }

  private var word: String {
    switch report.verdict.verdict {
    case .verified: "Verified."
    case .violated: "Violated."
    case .incomplete: "Incomplete."
    }
  }

  /// The verdict in one sentence.
  var sentence: String {
    let failures = PageNumber.count(report.checks.failures.count, "check")
    let waiting = report.checks.waiting.count
    switch report.verdict.verdict {
    case .verified where report.hasKey && report.checks.skippedSums > 0:
      return
        "In \(roundsText) that lie here everything that can be checked went as the hospitals had "
        + "agreed: every signature holds, every sum and every model that can be recomputed is the "
        + "right one bit for bit, the privacy cost is counted rightly, and nothing that was announced "
        + "is missing. \(PageNumber.count(report.checks.skippedSums, "sum")) cannot be recomputed any "
        + "more: the plan lets hospitals remove old sealed files."
    case .verified where report.hasKey:
      return
        "In \(roundsText) that lie here everything went as the hospitals had agreed, as far as "
        + "files can show it: every signature holds, every sum and every model is the right one bit "
        + "for bit, the privacy cost is counted rightly, and nothing that was announced is missing."
    case .verified:
      return
        "In \(roundsText) that lie here everything that can be checked without a key went as the "
        + "hospitals had agreed: every signature holds, the privacy cost is counted rightly, and "
        + "nothing that was announced is missing. Sums and models were not recomputed."
    case .violated:
      return "\(failures) failed: something in these files is not what was agreed or signed."
        + (waiting == 0 ? "" : " Besides, \(waiting) announced things are missing.")
    case .incomplete:
      return "Nothing that lies here is wrong, but "
        + (waiting == 1 ? "one announced thing is" : "\(waiting) announced things are")
        + " not here, so the audit cannot be finished."
    }
  }

  private var next: String {
    switch report.verdict.verdict {
    case .verified:
      "What no audit of files can show is listed under Limits."
    case .violated:
      "Each failed check, with the file and what to do next, is listed under Checks. Do not rely on "
        + "the model before that is settled."
    case .incomplete:
      "What is missing is listed under Checks. That is usual while the hospitals are at work, or while "
        + "files are being transferred; repeat the audit later."
    }
  }

  private func figures(_ consortium: ConsortiumFacts) -> Markup {
    let closed = consortium.rounds.count { $0.outcome != .open }
    let plan = consortium.plan
    let last = consortium.budget?.last
    let entries: [(String, String, String)] = [
      (
        "Hospitals", "\(consortium.hospitals.count)",
        "founded by \(plan.founder)"
      ),
      (
        report.isOfAllRounds ? "Rounds ended" : "Rounds audited",
        report.isOfAllRounds ? "\(closed) of \(plan.rounds)" : "\(consortium.rounds.count)",
        consortium.days.isEmpty
          ? "" : consortium.days.joined(separator: " to ") + ", by the hospitals' clocks"
      ),
      (
        "Privacy cost (epsilon)",
        last.map { PageNumber.decimal($0.colluders, 2) } ?? "unknown",
        "\(plan.perUnit); the plan's limit is \(plan.epsilon)"
      ),
      (
        "Checks", "\(PageNumber.whole(report.checks.count(.ok))) ok",
        "\(report.checks.count(.fail)) failed, \(report.checks.count(.wait)) waiting"
      ),
    ]
    return .element(
      "dl", class: "figures",
      entries.map { name, value, note in
        .element(
          "div", [],
          [
            .element("dt", [], [.text(name)]),
            .element("dd", [], [.text(value), .element("span", [], [.text(note)])]),
          ])
      })
  }
}
