/// A piece of a page that is well formed by construction, as HTML and as XML: elements are closed,
/// and every text and attribute is escaped.
///
/// Names in a report come from other parties' files. No text gets in unescaped; names of elements and
/// attributes are literals of ours.
struct Markup: Sendable, Equatable {
  /// The source text: printable ASCII and line feeds.
  let source: String

  private init(source: String) { self.source = source }

  /// Text as it is to be read.
  static func text(_ text: String) -> Markup { Markup(source: escaped(text)) }

  /// Pieces one after the other.
  static func all(_ pieces: [Markup]) -> Markup { Markup(source: pieces.map(\.source).joined()) }

  /// Lines of text, one below the other, for `pre`.
  static func lines(_ lines: [String]) -> Markup {
    Markup(source: lines.map(escaped).joined(separator: "\n"))
  }

  /// Nothing.
  static let none = Markup(source: "")

  /// An element.
  static func element(
    _ name: StaticString, _ attributes: [(String, String)] = [],
    _ children: [Markup] = []
  ) -> Markup {
    let name = "\(name)"
    let opening =
      "<" + name + attributes.map { " \($0.0)=\"\(escaped($0.1))\"" }.joined()
    let end = inline.contains(name) ? "" : "\n"
    guard !children.isEmpty || !void.contains(name) else {
      return Markup(source: opening + "/>" + end)
    }
    return Markup(
      source: opening + ">" + children.map(\.source).joined() + "</" + name + ">" + end)
  }

  /// An element of one class.
  static func element(
    _ name: StaticString, class kind: String, _ children: [Markup]
  ) -> Markup {
    element(name, [("class", kind)], children)
  }

  /// A style sheet: ours alone, and without what XML would have to escape.
  static func style(_ sheet: PageStyle) -> Markup {
    Markup(source: "<style>\n" + sheet.text + "</style>\n")
  }

  /// A whole document.
  static func document(_ root: Markup) -> String { "<!DOCTYPE html>\n" + root.source }

  /// Printable ASCII with everything else made visible, and nothing that ends a text or an attribute.
  private static func escaped(_ text: String) -> String {
    AuditReport.plain(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;").replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
  }

  private static let void: Set<String> = ["meta", "br"]
  private static let inline: Set<String> = [
    "a", "b", "code", "em", "span", "strong", "text", "td", "th", "title",
  ]
}

extension Markup: ExpressibleByStringInterpolation {
  /// Text.
  init(stringLiteral text: String) { self = .text(text) }

  /// Text; what is put in is text as well.
  init(stringInterpolation text: DefaultStringInterpolation) { self = .text("\(text)") }
}
