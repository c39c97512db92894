/// A place in a TOML text that the parser has accepted, and its line.
struct TOMLCursor {
  private let text: [UInt8]
  private var position = 0
  /// The line of the next byte, from 1.
  private(set) var line = 1

  init(_ text: String) {
    self.text = Array(text.utf8)
    if self.text.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }  // byte order mark
  }

  /// The next byte; nil at the end.
  var next: UInt8? { position < text.count ? text[position] : nil }

  /// Passes over one byte.
  mutating func advance() {
    if next == 0x0a { line += 1 }
    position = min(position + 1, text.count)
  }

  /// Passes over blanks.
  mutating func skipBlanks() {
    while next == 0x20 || next == 0x09 || next == 0x0d { advance() }
  }

  /// Passes over what may stand between two entries: blanks, line ends, commas, comments.
  mutating func skipBetween() {
    while let byte = next, Array(" \t\r\n,#".utf8).contains(byte) {
      if byte == UInt8(ascii: "#") { skip(until: "\n") }
      advance()
    }
  }

  /// Passes over everything before the first of some characters; returns it.
  @discardableResult
  mutating func skip(until ends: String) -> String {
    let start = position
    while let byte = next, !ends.utf8.contains(byte) { advance() }
    return String(decoding: text[start..<position], as: UTF8.self)
  }

  /// Passes over blanks and then over a character, if it is there.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard next == UInt8(ascii: character) else { return false }
    advance()
    return true
  }

  /// Whether a text in three quotation marks begins here.
  var isLongString: Bool {
    next.map { quote in text[position...].starts(with: [quote, quote, quote]) } ?? false
  }

  /// Whether a byte may stand in a name without quotation marks.
  static func isBare(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }

  /// Passes over a name without quotation marks; returns it.
  mutating func bareName() -> String {
    let start = position
    while let byte = next, Self.isBare(byte) { advance() }
    return String(decoding: text[start..<position], as: UTF8.self)
  }

  /// Passes over a text in one or three quotation marks of either kind; returns what is inside
  /// with its escapes as written.
  mutating func string() -> String {
    guard let quote = next else { return "" }
    let long = [quote, quote, quote]
    let mark = text[position...].starts(with: long) ? long : [quote]
    for _ in mark { advance() }
    let start = position
    while let byte = next, !text[position...].starts(with: mark) {
      advance()
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") { advance() }
    }
    let inside = String(decoding: text[start..<position], as: UTF8.self)
    for _ in mark { advance() }
    // A long text may end in one or two quotation marks of its own.
    while mark.count == 3, next == quote { advance() }
    return inside
  }

  /// Passes over a dotted key; returns its names.
  mutating func key() -> [String] {
    var names: [String] = []
    repeat {
      skipBlanks()
      let isQuoted = next == UInt8(ascii: "\"") || next == UInt8(ascii: "'")
      names.append(isQuoted ? string() : skip(until: " \t\r\n.=]#\"',[{}"))
    } while take(".")
    return names
  }
}
