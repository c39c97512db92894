import SharedFolder

/// Who was in which round: a grid, and the same in numbers.
extension BoardPage {
  func participation(_ consortium: ConsortiumFacts) -> Markup {
    let rounds = consortium.rounds
    guard !rounds.isEmpty else {
      return section(
        "rounds", "Who took part", [paragraph("No round has begun, or none lies here.")])
    }
    let layout = GridColumns(rounds: rounds.count, hospitals: consortium.hospitals.count)
    let charts = layout.grids.enumerated().map { index, columns in
      Markup.element(
        "div", class: "scroll",
        [
          GridChart(
            consortium.hospitals.map(\.name), rounds, columns: columns, band: layout.band,
            id: "grid\(index)"
          ).markup
        ])
    }
    return section(
      "rounds", "Who took part",
      [
        paragraph(.text(summary(consortium))),
        .element("figure", [], charts + [key(rounds, layout.band)]),
        outcomes(rounds), hospitals(consortium),
      ])
  }

  private func summary(_ consortium: ConsortiumFacts) -> String {
    let rounds = consortium.rounds
    let full = rounds.count { $0.outcome == .full }
    let cut = rounds.count { $0.outcome == .cut }
    let rest = rounds.count - full - cut
    return
      "Of \(PageNumber.count(rounds.count, "round")) \(full) ended with every hospital that was "
      + "expected"
      + (cut == 0 ? "" : ", \(cut) without some")
      + (rest == 0 ? "" : ", \(rest) otherwise") + "."
      + (cut + rest == 0 ? "" : " The tables below say which, and why.")
  }

  private func key(_ rounds: [RoundFacts], _ band: Int) -> Markup {
    let used = Set(rounds.flatMap(\.parts))
    var entries: [Markup] = [
      .element(
        "li", [],
        [
          .element("b", class: "full", ["\u{20}"]),
          .text(band > 1 ? "in the sum in every round" : "in the sum"),
        ])
    ]
    if band > 1 {
      entries.append(
        .element(
          "li", [],
          [
            .element("b", [], ["3"]),
            "a column is \(band) rounds; the number says in how many of them the hospital was not in the sum",
          ]))
    } else {
      entries.append(
        .element("li", [], [.element("b", class: "full", ["o"]), "a ring: drawn as leader"]))
      entries += Participation.allCases.filter { used.contains($0) && $0 != .inside }.map { part in
        .element("li", [], [.element("b", [], [.text(part.letter)]), .text(part.meaning)])
      }
    }
    let ends = Set(rounds.map(\.outcome.letter)).subtracting([""])
    if !ends.isEmpty {
      entries.append(
        .element(
          "li", [],
          [
            .text(
              band > 1
                ? "Line \"ended\": rounds of the column that did not end with everybody."
                : "Line \"ended\": the letters of the table below.")
          ]))
    }
    return .element("ul", class: "key", entries)
  }

  /// The rounds that did not end with a full sum.
  private func outcomes(_ rounds: [RoundFacts]) -> Markup {
    let order: [AuditedRound.Outcome] = [.cut, .void, .unusable, .restart, .abandoned, .open]
    let rows = order.compactMap { outcome -> [Markup]? in
      let these = rounds.filter { $0.outcome == outcome }.map(\.round)
      guard !these.isEmpty else { return nil }
      return [
        .text(outcome.letter), .text(outcome.meaning), .text("\(these.count)"),
        .text(RoundRanges.text(these)),
      ]
    }
    guard !rows.isEmpty else { return .none }
    return PageTable(
      "Rounds that did not end with everybody",
      [.init("Letter"), .init("How it ended"), .init("Rounds", isNumber: true), .init("Which")],
      rows
    ).markup
  }

  private func hospitals(_ consortium: ConsortiumFacts) -> Markup {
    let rounds = consortium.rounds
    let rows = consortium.hospitals.enumerated().map { index, hospital -> [Markup] in
      let parts = rounds.map { $0.parts[index] }
      let others = Participation.allCases.filter { $0 != .inside }.compactMap { part -> String? in
        let these = zip(rounds, parts).filter { $0.1 == part }.map(\.0.round)
        return these.isEmpty ? nil : "\(part.word): \(RoundRanges.text(these))"
      }
      return [
        .text(hospital.name), .text("\(parts.count { $0 == .inside }) of \(rounds.count)"),
        .text(hospital.epsilon.map { PageNumber.decimal($0, 2) } ?? "open"),
        .text(others.isEmpty ? "-" : others.joined(separator: "; ")),
      ]
    }
    return PageTable(
      "Rounds of each hospital, and what those in which it took part cost its patients (epsilon)",
      [
        .init("Hospital"), .init("In the sum", isNumber: true),
        .init("Privacy cost", isNumber: true), .init("Out, with the rounds"),
      ], rows
    ).folded(above: 20, "Rounds of each of the \(rows.count) hospitals")
  }
}
