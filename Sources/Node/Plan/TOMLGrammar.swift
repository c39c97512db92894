/// The part of TOML that plans are written in: everything but dates and times. Whatever is not in it
/// is refused here, since toml++ beneath TOMLKit 0.6 stops the program on several malformed texts
/// (`[!a]`, `a = [ }`, `a = 1979-05-27T:70`) and follows nested values and keys with its stack.
///
/// Only the form is looked at. What texts may hold, and which keys exclude each other, is left to
/// the parser.
struct TOMLGrammar {
  /// Where a text leaves the grammar.
  struct Fault: Error {
    /// Counted from 1.
    let line: Int
    let message: String
  }

  private var cursor: TOMLCursor
  /// A text in quotes has a line end: the parser refuses it in its own words, and goes no further.
  private var isLost = false

  /// Names of a dotted key, and values inside values: more than any plan has.
  private static let deepest = 32

  /// Checks a whole text.
  static func check(_ text: String) throws(Fault) {
    // The cursor takes every carriage return for a blank; the parser only before a line feed.
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\r") {
      guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\n") else {
        let line = 1 + bytes[..<index].count { $0 == UInt8(ascii: "\n") }
        throw Fault(line: line, message: "a carriage return stands alone: save it as plain text")
      }
    }
    var grammar = TOMLGrammar(cursor: TOMLCursor(text))
    try grammar.document()
  }

  private init(cursor: TOMLCursor) { self.cursor = cursor }

  private mutating func document() throws(Fault) {
    skipLines()
    while let byte = cursor.next, !isLost {
      if byte == UInt8(ascii: "[") {
        try header()
      } else {
        try entry(0)
      }
      if isLost { return }
      cursor.skipBlanks()
      guard [nil, UInt8(ascii: "\n"), UInt8(ascii: "#")].contains(cursor.next) else {
        throw fault("this belongs on a line of its own, or a text needs quotes")
      }
      skipLines()
    }
  }

  /// `[name]` or `[[name]]`.
  private mutating func header() throws(Fault) {
    cursor.advance()
    let isElement = cursor.next == UInt8(ascii: "[")
    if isElement { cursor.advance() }
    guard isName else { throw fault("a table needs a name: write [name] or [[name]]") }
    try key()
    guard isLost || cursor.take("]") && (!isElement || cursor.take("]")) else {
      throw fault("the name of a table is not closed: write [name] or [[name]]")
    }
  }

  /// `name = value`.
  private mutating func entry(_ depth: Int) throws(Fault) {
    guard isName else { throw fault("a line needs a name: write name = value") }
    try key()
    guard isLost || cursor.take("=") else {
      throw fault("a name needs a value: write name = value")
    }
    try value(depth)
  }

  private mutating func key() throws(Fault) {
    var count = 0
    repeat {
      guard isName else { throw fault("a name does not end in a dot") }
      if isQuote { string() } else { _ = cursor.bareName() }
      count += 1
      guard count <= Self.deepest else { throw fault("a name has more than \(Self.deepest) parts") }
    } while !isLost && cursor.take(".")
  }

  private mutating func value(_ depth: Int) throws(Fault) {
    guard !isLost else { return }
    guard depth < Self.deepest else { throw fault("values are nested too deeply") }
    cursor.skipBlanks()
    if isQuote {
      string()
    } else if cursor.take("[") {
      skipLines()
      while !isLost, !cursor.take("]") {
        try value(depth + 1)
        skipLines()
        guard isLost || cursor.take(",") || cursor.next == UInt8(ascii: "]") else {
          throw fault("a list is not closed, or lacks a comma")
        }
        skipLines()
      }
    } else if cursor.take("{") {
      var isFirst = true
      while !isLost, !cursor.take("}") {
        guard isFirst || cursor.take(",") else {
          throw fault("a table in braces is not closed on its line, or lacks a comma")
        }
        isFirst = false
        cursor.skipBlanks()
        try entry(depth + 1)
      }
    } else {
      let line = cursor.line
      guard TOMLNumber.isPlain(cursor.skip(until: " \t\r\n,[]{}#\"'=")) else {
        throw Fault(line: line, message: "a value is a number, true, false or a text in quotes")
      }
    }
  }

  private mutating func string() {
    let line = cursor.line
    let isLong = cursor.isLongString
    _ = cursor.string()
    isLost = isLost || !isLong && cursor.line != line
  }

  /// Passes over blanks, line ends and comments.
  private mutating func skipLines() {
    cursor.skipBlanks()
    while let byte = cursor.next, byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "#") {
      if byte == UInt8(ascii: "#") { cursor.skip(until: "\n") } else { cursor.advance() }
      cursor.skipBlanks()
    }
  }

  private var isQuote: Bool {
    cursor.next == UInt8(ascii: "\"") || cursor.next == UInt8(ascii: "'")
  }

  /// Whether a name begins here; blanks before it are passed over.
  private var isName: Bool {
    mutating get {
      cursor.skipBlanks()
      return isQuote || cursor.next.map(TOMLCursor.isBare) ?? false
    }
  }

  private func fault(_ message: String) -> Fault { Fault(line: cursor.line, message: message) }
}
