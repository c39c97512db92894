/// The privacy cost, in words, as a curve, and as numbers.
extension BoardPage {
  func budget(_ consortium: ConsortiumFacts) -> Markup {
    let plan = consortium.plan
    guard let budget = consortium.budget, let last = budget.last else {
      return section(
        "budget", "Privacy cost",
        [paragraph("No audited round has ended, so there is no cost yet.")])
    }
    let isWithin = last.colluders <= budget.limit
    return section(
      "budget", "Privacy cost",
      [
        paragraph(
          "Epsilon bounds how much anybody can learn about one record from everything that was published; 0 is nothing, and smaller is better. A record is \(plan.unit). After round \(last.round) it is ",
          .element("strong", [], [.text(PageNumber.decimal(last.colluders, 2))]),
          " against \(plan.colluding == 1 ? "a hospital that colludes" : "\(plan.colluding) hospitals that collude") with whoever runs the directory, and ",
          .element("strong", [], [.text(PageNumber.decimal(last.others, 2))]),
          " against everybody else; the plan's limit is ",
          .element("strong", [], [.text(plan.epsilon)]), "."),
        figure(budget, plan),
        paragraph(
          "The bound may fail with probability \(plan.delta) (delta). Epsilon holds for adding or removing one record. It was recomputed here from the charges that the rounds' results name. ",
          isWithin
            ? "It is within the limit."
            : "All rounds together cost more than the limit; the check \"ledger\" says whether any hospital took part in too many.",
          budget.roundsBefore == 0
            ? ""
            : " What \(PageNumber.count(budget.roundsBefore, "round")) of the consortium before have cost is in it.",
          budget.isComplete
            ? "" : " Results of earlier rounds are missing here, so the true cost is higher.",
          budget.roundsWithoutNoise == 0
            ? ""
            : " \(PageNumber.count(budget.roundsWithoutNoise, "round")) of exact counts are not in it: no epsilon covers them."
        ),
        numbers(budget),
      ])
  }

  private func figure(_ budget: BudgetCurve, _ plan: PlanFacts) -> Markup {
    func curve(_ name: String, _ style: Int, _ value: (BudgetCurve.Point) -> Double)
      -> LineChart.Curve
    {
      LineChart.Curve(
        name: name,
        points: budget.points.filter { value($0).isFinite }.map { ($0.round, value($0)) },
        style: style)
    }
    let chart = LineChart(
      "Epsilon over the rounds",
      "Epsilon rises from round to round, against colluding hospitals and against everybody else; "
        + "the plan's limit is a line across. The table below has the numbers.",
      [
        curve("colluding hospitals", 1, \.colluders), curve("everybody else", 2, \.others),
      ], limit: ("the plan's limit", budget.limit), id: "budget-chart"
    ) { PageNumber.decimal($0, 2) }
    return .element(
      "figure", [],
      [
        .element("div", class: "scroll", [chart.markup]),
        .element(
          "figcaption", [],
          [
            "Epsilon \(plan.perUnit) after each round. Line with discs: against colluding hospitals. Dashes with squares: against everybody else. Dots: the plan's limit."
          ]),
      ])
  }

  private func numbers(_ budget: BudgetCurve) -> Markup {
    let step = max(1, (budget.points.count + 9) / 10)
    let shown = budget.points.enumerated().filter { index, _ in
      index == 0 || index == budget.points.count - 1
        || (index + 1).isMultiple(of: step) && index + step / 2 < budget.points.count
    }.map(\.element)
    return PageTable(
      "Epsilon in numbers, rounded up",
      [
        .init("After round"), .init("Against colluding hospitals", isNumber: true),
        .init("Against everybody else", isNumber: true),
        .init("Share of the limit", isNumber: true),
      ],
      shown.map { point in
        [
          .text("\(point.round)"), .text(PageNumber.decimal(point.colluders, 3)),
          .text(PageNumber.decimal(point.others, 3)),
          .text(PageNumber.share(point.colluders / budget.limit)),
        ]
      }, isNarrow: true
    ).markup
  }
}
