/// What left each hospital, and who could read it.
extension BoardPage {
  func published(_ consortium: ConsortiumFacts) -> Markup {
    let plan = consortium.plan
    let kinds = FileKind.allCases.filter { kind in
      consortium.hospitals.contains { $0.files[kind] != nil }
    }
    return section(
      "published", "What left each hospital, and who could read it",
      [
        paragraph(
          "The hospitals exchange files in one shared directory. Every file is signed by the hospital that wrote it. These are all kinds of files that lie there\(report.isOfAllRounds ? "" : " for \(roundsText) and from the founding")."
        ),
        kindTable(consortium, kinds),
        paragraph(
          "A masked vector of a training round is a list of \(PageNumber.whole(plan.numbersPerVector)) numbers, as many as the model has that are trained, whether a hospital has ten patients or a million. Before it is masked, the influence of each record is limited and noise is added."
        ),
        .element("h3", [], ["Who holds keys to the sealed files"]),
        .element(
          "ul", [],
          [
            .element(
              "li", [],
              [
                "The \(consortium.hospitals.count) hospitals. Each can open every sealed file; what it sees of another hospital's vector is masked. Only the sum of at least \(plan.smallestSum) hospitals can be unmasked, as long as no more than \(plan.colluding) of them \(plan.colluding == 1 ? "breaks" : "break") the rules."
              ])
          ]
            + consortium.auditors.map { auditor in
              .element(
                "li", [],
                [
                  "The auditor \"\(auditor.name)\", with the same view: sums and models, never one hospital's numbers. Key ",
                  .element("code", [], [.text(auditor.key)]), ".",
                ])
            }
            + [
              .element(
                "li", [],
                [
                  consortium.auditors.isEmpty
                    ? "Nobody else: the plan names no auditor. " : "Nobody else. ",
                  "Whoever runs the shared directory sees names, sizes and times of files, and everything that is not sealed.",
                ])
            ]),
        hospitalTable(consortium, kinds),
      ])
  }

  private func kindTable(_ consortium: ConsortiumFacts, _ kinds: [FileKind]) -> Markup {
    PageTable(
      "Files by kind, with their signatures",
      [
        .init("Kind"), .init("What is in it"), .init("Who can read it"),
        .init("Files", isNumber: true), .init("Size in all", isNumber: true),
      ],
      kinds.map { kind in
        let sum = consortium.hospitals.compactMap { $0.files[kind] }.reduce(FileTally(), +)
        return [
          .all([
            .text(kind.name), .element("br"),
            .element("code", class: "quiet pattern", [.text(kind.pattern)]),
          ]),
          .text(kind.content), .text(readers(kind)),
          .text(PageNumber.whole(sum.count)), .text(PageNumber.size(sum.bytes)),
        ]
      }
    ).markup
  }

  private func readers(_ kind: FileKind) -> String {
    switch kind {
    case .vector: "hospitals and auditors can open it, and see random numbers"
    case .model: "hospitals and auditors"
    case .masked: "whoever sees the directory; each locked piece one hospital only"
    case .copy: "as the file that is copied"
    default: "whoever sees the directory"
    }
  }

  private func hospitalTable(_ consortium: ConsortiumFacts, _ kinds: [FileKind]) -> Markup {
    let others = kinds.filter { ![.vector, .model].contains($0) }
    func cells(_ name: Markup, _ files: (FileKind) -> FileTally) -> [Markup] {
      let groups = [[FileKind.vector], [.model], others].map { kinds in
        kinds.map(files).reduce(FileTally(), +)
      }
      let all = groups.reduce(FileTally(), +)
      return [name]
        + groups.map { .text(PageNumber.whole($0.count)) }
        + [.text(Self.sizes(groups[0])), .text(PageNumber.size(all.bytes))]
    }
    return PageTable(
      "Files by hospital",
      [
        .init("Hospital"), .init("Masked vectors", isNumber: true),
        .init("Models", isNumber: true), .init("Signed papers", isNumber: true),
        .init("Size of one vector", isNumber: true), .init("Size of all files", isNumber: true),
      ],
      consortium.hospitals.map { hospital in
        cells(.text(hospital.name)) { hospital.files[$0] ?? FileTally() }
      },
      sum: cells("All") { kind in
        consortium.hospitals.compactMap { $0.files[kind] }.reduce(FileTally(), +)
      }
    ).folded(above: 12, "Files of each of the \(consortium.hospitals.count) hospitals")
  }

  private static func sizes(_ tally: FileTally) -> String {
    guard let range = tally.range else { return "-" }
    let (low, high) = (PageNumber.size(range.lowerBound), PageNumber.size(range.upperBound))
    return low == high ? low : "\(low) to \(high)"
  }
}
