/// How to do it again: the literal commands.
extension BoardPage {
  var repeating: Markup {
    section(
      "repeat", "How to repeat it",
      [
        paragraph(
          "Anybody with a copy of the shared directory can. In that directory, with ",
          .element("code", [], [.text(report.program)]), ":"),
        .element("pre", [], [.lines(commands)]),
      ] + byHand + (report.consortium.map { [newest($0)] } ?? []))
  }

  /// The options of this audit, with `.` for the directory and a key file of the reader's.
  private var options: String {
    let rounds = report.consortium?.rounds.map(\.round) ?? []
    return (report.isOfAllRounds ? "--all" : rounds.map(String.init).joined(separator: " "))
      + " --dir ." + (report.expectedSession.map { " --session \($0)" } ?? "")
      + (report.hasKey ? " --key auditor.key" : "")
  }

  private var commands: [String] {
    [
      "decaph-audit verify \(options)",
      "decaph-audit report --html ../again.html \(options)",
    ]
  }

  private var byHand: [Markup] {
    guard let session = report.session, let consortium = report.consortium,
      let founder = consortium.hospitals.first(where: \.isFounder)
    else { return [] }
    let manifest = "\(founder.name)/consortium/manifest.json"
    let example = consortium.hospitals.first { $0.newest != nil } ?? founder
    var lines = ["b2sum -l 256 \(manifest)"]
    if let newest = example.newest {
      lines.append("minisign -H -V -m \(newest.file) -P \(example.identity)")
    }
    return [
      paragraph(
        "The second command writes this page once more. The session is the digest of the founding manifest. Every hospital approved exactly it, so ask one of them:"
      ),
      .element("pre", [], [.text(session)]),
      paragraph("Digest and signatures can be checked with other people's programs, for example:"),
      .element("pre", [], [.lines(lines)]),
    ]
  }
}
