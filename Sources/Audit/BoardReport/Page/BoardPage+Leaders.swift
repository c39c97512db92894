import SharedFolder

/// Who was drawn to publish the rounds' results, and who did.
extension BoardPage {
  func leaders(_ consortium: ConsortiumFacts) -> Markup {
    let rounds = consortium.rounds
    guard rounds.contains(where: { $0.leader != nil }) else { return .none }
    let silent = rounds.filter(\.hasSilentLeader).map(\.round)
    let rows = consortium.hospitals.enumerated().map { index, hospital -> [Markup] in
      [
        .text(hospital.name), .text("\(rounds.count { $0.leader == index })"),
        .text("\(rounds.count { $0.publishers.contains(index) })"),
      ]
    }
    return section(
      "leaders", "Leaders",
      [
        paragraph(
          "Each round has a leader, drawn by lot from random numbers that all hospitals fixed one round before. It publishes what every hospital has computed itself, and can decide nothing: a false result convicts it. ",
          silent.isEmpty
            ? "Every drawn leader of an ended round published."
            : "In \(PageNumber.count(silent.count, "round")) the drawn leader was silent or absent, and another published the same result: \(silent.count == 1 ? "round" : "rounds") \(RoundRanges.text(silent))."
        ),
        PageTable(
          "Leaders",
          [
            .init("Hospital"), .init("Drawn as leader", isNumber: true),
            .init("Published the result", isNumber: true),
          ], rows, isNarrow: true
        ).folded(above: 12, "Leaders among the \(rows.count) hospitals"),
      ])
  }
}
