/// Finds the line on which a key of a TOML text stands; the parser keeps no positions of keys.
///
/// Walks through a text that the parser has accepted and notes where each key begins: in tables,
/// arrays of tables, inline tables and dotted keys, past texts and lists that span lines.
struct TOMLKeyLocator {
  private var lines: [String: Int] = [:]
  /// The last element of each array of tables, from 0.
  private var elements: [String: Int] = [:]
  private var cursor: TOMLCursor

  init(_ text: String) {
    cursor = TOMLCursor(text)
    var table = ""
    cursor.skipBetween()
    while let byte = cursor.next {
      if byte == UInt8(ascii: "[") { table = header() } else { entry(in: table) }
      cursor.skipBetween()
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

  /// `[a.b]` or `[[a.b]]`; returns the path of the table that follows.
  private mutating func header() -> String {
    let line = cursor.line
    let isElement = cursor.take("[") && cursor.take("[")
    let names = cursor.key()
    while cursor.take("]") {}
    var path = ""
    for (depth, name) in names.enumerated() {
      path = Self.join(path, name)
      if isElement, depth == names.count - 1 { elements[path, default: -1] += 1 }
      note(path, line)
      if let element = elements[path] {
        path += "[\(element)]"
        note(path, line)
      }
    }
    return path
  }

  /// `a.b = value`.
  private mutating func entry(in table: String) {
    let line = cursor.line
    var path = table
    for name in cursor.key() {
      path = Self.join(path, name)
      note(path, line)
    }
    if cursor.take("=") {
      value(of: path)
    } else {
      cursor.advance()  // Cannot be in a text that the parser has accepted.
    }
  }

  private mutating func value(of path: String) {
    cursor.skipBlanks()
    switch cursor.next {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      _ = cursor.string()
    case UInt8(ascii: "["):
      cursor.advance()
      var element = 0
      while isInside("]") {
        note("\(path)[\(element)]", cursor.line)
        value(of: "\(path)[\(element)]")
        element += 1
      }
    case UInt8(ascii: "{"):
      cursor.advance()
      while isInside("}") { entry(in: path) }
    default:
      cursor.advance()
      cursor.skip(until: ",]}#\n")
    }
  }

  /// Whether another element comes before the closing bracket, which is passed over.
  private mutating func isInside(_ close: Unicode.Scalar) -> Bool {
    cursor.skipBetween()
    return cursor.next != nil && !cursor.take(close)
  }

  private mutating func note(_ path: String, _ line: Int) {
    if lines[path] == nil { lines[path] = line }
  }

  private static func join(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : "\(path).\(name)"
  }
}
