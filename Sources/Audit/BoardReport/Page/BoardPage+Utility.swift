/// How well the model does, where rounds measured it.
extension BoardPage {
  func utility(_ utility: UtilityCurve) -> Markup {
    if let absence = utility.absence {
      return section("utility", "How well the model works", [paragraph(.text(Self.text(absence)))])
    }
    func curve(_ name: String, _ style: Int, _ value: (UtilityCurve.Point) -> Double)
      -> LineChart.Curve
    {
      LineChart.Curve(
        name: name, points: utility.points.map { ($0.round, value($0)) }, style: style)
    }
    let chart = LineChart(
      "Accuracy over the rounds",
      "The share of right predictions on held-out records, and the mean over the classes, after "
        + "rounds of evaluation. The table below has the numbers.",
      [curve("accuracy", 1, \.accuracy), curve("balanced", 2, \.balanced)], limit: nil, top: 1,
      id: "utility-chart"
    ) { PageNumber.share($0) }
    return section(
      "utility", "How well the model works",
      [
        paragraph(
          "Measured on records that the hospitals hold out of training, in rounds that count with noise like every other. The numbers are of all hospitals together, and of no single one. They say nothing about clinical use."
        ),
        .element(
          "figure", [],
          [
            .element("div", class: "scroll", [chart.markup]),
            .element(
              "figcaption", [],
              [
                "Line with discs: share of right predictions. Dashes with squares: mean over the classes."
              ]),
          ]),
        PageTable(
          "Evaluations",
          [
            .init("Round"), .init("Accuracy", isNumber: true),
            .init("Balanced accuracy", isNumber: true),
            .init("Noise on the accuracy", isNumber: true),
          ],
          utility.points.map { point in
            [
              .text("\(point.round)"), .text(PageNumber.share(point.accuracy)),
              .text(PageNumber.share(point.balanced)), .text("+- " + PageNumber.share(point.noise)),
            ]
          }, isNarrow: true
        ).folded(above: 15, "All \(utility.points.count) evaluations in numbers"),
      ])
  }

  private static func text(_ absence: UtilityCurve.Absence) -> String {
    switch absence {
    case .notPlanned: "The plan has no rounds that measure the model."
    case .noKey:
      "Rounds of evaluation measured the model. What they released is sealed, and this audit had no "
        + "key."
    case .exactCounts:
      "Rounds of evaluation measured the model with exact counts, without noise. They are for who "
        + "holds a key, and are left out of this page because it may be passed on."
    case .none: "No round of evaluation has ended yet, or its model does not lie here."
    }
  }
}
