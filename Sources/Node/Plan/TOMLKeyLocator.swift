/// Finds the line on which a key of a TOML text stands; the parser keeps no positions of keys.
///
/// Good enough for messages: it reads table headers and `key =` lines, and counts the elements of
/// arrays of tables. Strings that span lines may hide a key; then the table's line is given.
struct TOMLKeyLocator {
  private var lines: [String: Int] = [:]

  init(_ text: String) {
    var table = ""
    var elements: [String: Int] = [:]
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let content = line.drop { $0 == " " || $0 == "\t" }
      if content.hasPrefix("[[") {
        let name = Self.name(content.dropFirst(2).prefix { $0 != "]" })
        let element = elements[name, default: 0]
        elements[name] = element + 1
        table = "\(name)[\(element)]"
        lines[table] = index + 1
      } else if content.hasPrefix("[") {
        table = Self.name(content.dropFirst().prefix { $0 != "]" })
        lines[table] = index + 1
      } else if !content.hasPrefix("#"), let equals = content.firstIndex(of: "=") {
        let key = Self.name(content[..<equals])
        let path = table.isEmpty ? key : "\(table).\(key)"
        if lines[path] == nil { lines[path] = index + 1 }
      }
    }
  }

  /// The line of a path such as `training.clip_norm` or `model.layer[2].kind`, from 1; of the
  /// nearest table above where the key itself has none.
  func line(of path: String) -> Int? {
    var path = path[...]
    while !path.isEmpty {
      if let line = lines[String(path)] { return line }
      guard let dot = path.lastIndex(of: ".") else { return nil }
      path = path[..<dot]
    }
    return nil
  }

  /// A key without blanks and quotes.
  private static func name(_ text: Substring) -> String {
    text.filter { $0 != " " && $0 != "\t" && $0 != "\"" && $0 != "'" }
  }
}
