/// What never left a hospital.
extension BoardPage {
  func kept(_ consortium: ConsortiumFacts) -> Markup {
    let strangers = report.checks.notes.count { $0.code == .files }
    return section(
      "kept", "What never left a hospital",
      [
        paragraph("By the rules that all hospitals approved, none of this is in any file:"),
        .element(
          "ul", [],
          [
            "images, table rows, reports, and names or numbers of patients",
            "what one patient contributes: the gradient of a single record",
            "a hospital's own numbers before they are masked",
            "how many records a hospital has, which of them were drawn in a round, and how well the model does on them",
            "secret keys",
          ].map { .element("li", [], [.text($0)]) }),
        paragraph(
          "How this is known: the table above names every kind of file that the rules have, and none of them has room for it. The audit looks at every name in the hospitals' folders; ",
          strangers == 0
            ? "there is nothing else in them."
            : "it found \(PageNumber.count(strangers, "name")) that are no part of the rules, listed as notes under Checks.",
          " What a hospital may send elsewhere, by other means, no audit of this directory can show."
        ),
        consortium.plan.kindsWithoutNoise.isEmpty
          ? .none
          : .element(
            "p", class: "bad",
            [
              "Exact counts were released, as every hospital accepted by name: the plan has no noise in its rounds of \(consortium.plan.kindsWithoutNoise.joined(separator: " and ")). No epsilon covers them."
            ]),
      ])
  }
}
