import SharedFolder

/// A ``BoardReport`` as one page that needs nothing else: no script, no picture, no font from
/// elsewhere, well formed as HTML and as XML, printable ASCII.
public struct BoardPage {
  let report: BoardReport

  /// Draws a report.
  public init(_ report: BoardReport) { self.report = report }

  /// The HTML text; the same report gives the same text.
  public var text: String {
    Markup.document(
      .element(
        "html", [("lang", "en")],
        [head, .element("body", [], [.element("main", [], sections), footer])]))
  }

  var title: String { report.consortium?.plan.title ?? "A consortium without a manifest" }

  private var head: Markup {
    .element(
      "head", [],
      [
        .element("meta", [("charset", "utf-8")]),
        // Nothing is loaded and nothing runs, whatever a name in a file may say.
        .element(
          "meta",
          [
            ("http-equiv", "Content-Security-Policy"),
            ("content", "default-src 'none'; style-src 'unsafe-inline'"),
          ]),
        .element(
          "meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")]),
        .element("meta", [("name", "color-scheme"), ("content", "light dark")]),
        .element("title", [], [.text("Audit: \(title)")]),
        .style(PageStyle()),
      ])
  }

  private var sections: [Markup] {
    guard let consortium = report.consortium else { return [verdict, checks, limits, repeating] }
    return [
      verdict, contents, published(consortium), kept(consortium), participation(consortium),
      leaders(consortium), budget(consortium), utility(consortium.utility), checks, limits,
      roster(consortium), repeating,
    ]
  }

  private var contents: Markup {
    let links = [
      ("published", "What left the hospitals"), ("kept", "What never left"),
      ("rounds", "Who took part"), ("budget", "Privacy cost"), ("utility", "How well it works"),
      ("checks", "Checks"), ("limits", "Limits"), ("roster", "Keys"), ("repeat", "Repeat it"),
    ]
    return .element(
      "nav", [("aria-label", "Contents")],
      links.map { .all([.element("a", [("href", "#\($0.0)")], [.text($0.1)]), " "]) })
  }

  private var footer: Markup {
    .element(
      "footer", [],
      [
        .element(
          "p", [],
          [
            "Written by \(report.program) from the files of the shared directory alone. The same files, key and options give this page again, byte for byte. It loads nothing and runs nothing."
          ])
      ])
  }

  /// A section with its headline.
  func section(_ id: String, _ headline: String, _ content: [Markup]) -> Markup {
    // The headline stays with what follows it when printed.
    let lead = [Markup.element("h2", [], [.text(headline)])] + content.prefix(1)
    return .element(
      "section", [("id", id)],
      [.element("div", class: "lead", lead)] + content.dropFirst())
  }

  /// A paragraph.
  func paragraph(_ text: Markup...) -> Markup { .element("p", [], text) }

  /// `All 16 rounds`, `Round 12`: what was audited.
  var roundsText: String {
    let rounds = report.consortium?.rounds.map(\.round) ?? []
    guard let first = rounds.first, let last = rounds.last else { return "no round" }
    if report.isOfAllRounds {
      return rounds.count == 1 ? "the one round" : "all \(rounds.count) rounds"
    }
    return (first == last ? "round " : "rounds ") + RoundRanges.text(rounds)
  }
}
