/// The hospitals with what identifies them, and their newest statements.
extension BoardPage {
  func roster(_ consortium: ConsortiumFacts) -> Markup {
    section(
      "roster", "Hospitals and their keys",
      [
        paragraph(
          "A fingerprint stands for the key with which a hospital signs. Ask a hospital to read its own aloud, and compare."
        ),
        PageTable(
          "Hospitals", [.init("Hospital"), .init("Fingerprint"), .init("Role")],
          consortium.hospitals.map { hospital in
            [
              .text(hospital.name), .element("code", [], [.text(hospital.fingerprint)]),
              .text(hospital.isFounder ? "founder" : "member"),
            ]
          }
        ).folded(above: 20, "Fingerprints of all \(consortium.hospitals.count) hospitals"),
      ])
  }

  /// The newest statement of every hospital.
  func newest(_ consortium: ConsortiumFacts) -> Markup {
    PageTable(
      "The newest statement of each hospital that lies here"
        + (report.isOfAllRounds ? "" : ", of those audited")
        + "; its digest is that of b2sum -l 256",
      [.init("Hospital"), .init("Number", isNumber: true), .init("File and digest")],
      consortium.hospitals.map { hospital in
        guard let newest = hospital.newest else { return [.text(hospital.name), "-", "none"] }
        return [
          .text(hospital.name), .text("\(newest.seq)"),
          .all([
            .element("code", [], [.text(newest.file)]), .element("br"),
            .element("code", class: "quiet", [.text(newest.digest)]),
          ]),
        ]
      }
    ).folded(above: 12, "Newest statements of all \(consortium.hospitals.count) hospitals")
  }
}
