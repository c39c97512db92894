import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reads a page as XML: what elements and attributes it has, and what is wrong with it.
final class PageReader: NSObject, XMLParserDelegate {
  /// Elements that run or load something.
  static let loading: Set<String> = [
    "script", "link", "img", "image", "iframe", "object", "embed", "base", "form", "use", "video",
    "audio", "source", "foreignObject",
  ]
  /// Attributes that do.
  static let loadingAttributes: Set<String> = [
    "src", "srcset", "xlink:href", "background", "action", "style", "onload", "onclick", "onerror",
  ]

  private(set) var fault: String?
  private(set) var names: Set<String> = []
  private(set) var attributes: Set<String> = []
  private(set) var links: [String] = []
  private(set) var ids: Set<Substring> = []
  private(set) var repeatedIDs: [String] = []
  private(set) var headersWithoutScope = 0
  private(set) var picturesWithoutText = 0

  init(_ page: String) {
    super.init()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = self
    if !parser.parse() {
      fault = "line \(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "unknown")"
    }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes values: [String: String]
  ) {
    names.insert(name)
    attributes.formUnion(values.keys)
    if let link = values["href"] { links.append(link) }
    if let id = values["id"], !ids.insert(id[...]).inserted { repeatedIDs.append(id) }
    if name == "th", values["scope"] == nil { headersWithoutScope += 1 }
    if name == "svg", values["role"] != "img" || values["aria-labelledby"] == nil {
      picturesWithoutText += 1
    }
  }
}
