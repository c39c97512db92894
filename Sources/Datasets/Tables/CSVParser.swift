/// Reads the records of a CSV file one after the other.
struct CSVParser {
  private let bytes: [UInt8]
  private let name: String
  private var position = 0
  private var line = 1

  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")
  private static let carriageReturn = UInt8(ascii: "\r")
  private static let lineFeed = UInt8(ascii: "\n")

  init(bytes: [UInt8], name: String) {
    self.bytes = bytes
    self.name = name
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// The next record that is not an empty line, or nil at the end.
  mutating func next() throws(DataError) -> CSVRow? {
    while position < bytes.count {
      let start = position
      let startLine = line
      var fields: [String] = []
      repeat { fields.append(try field(fields.count + 1)) } while skip(Self.comma)
      let end = position
      endLine()
      if fields.count > 1 || end > start && fields != [""] {
        return CSVRow(line: startLine, fields: fields, bytes: start..<end)
      }
    }
    return nil
  }

  /// One cell; the parser stands on the comma or line end behind it afterwards.
  private mutating func field(_ column: Int) throws(DataError) -> String {
    if position < bytes.count, bytes[position] == Self.quote { return try quoted(column) }
    let start = position
    while position < bytes.count, !isEnd(bytes[position]) {
      guard bytes[position] != Self.quote else {
        throw refused(line, column, "a quote inside a cell that is not in quotes")
      }
      position += 1
    }
    return Self.trimmed(bytes[start..<position])
  }

  private mutating func quoted(_ column: Int) throws(DataError) -> String {
    let startLine = line
    var content: [UInt8] = []
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == Self.quote, !skip(Self.quote) {
        guard position == bytes.count || isEnd(bytes[position]) else {
          throw refused(line, column, "text behind the closing quote")
        }
        return Self.trimmed(content[...])
      }
      // A doubled quote fell through to here as one quote.
      if byte == Self.lineFeed { line += 1 }
      content.append(byte)
    }
    throw refused(startLine, column, "the quote is never closed")
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func endLine() {
    _ = skip(Self.carriageReturn)
    _ = skip(Self.lineFeed)
    line += 1
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    byte == Self.comma || byte == Self.lineFeed || byte == Self.carriageReturn
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    let rest = bytes.drop(while: isBlank)
    let end = rest.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? rest.startIndex
    return String(decoding: rest[..<end], as: UTF8.self)
  }

  private func refused(_ line: Int, _ column: Int, _ reason: String) -> DataError {
    DataError(
      .badData, "\(name): line \(line), column \(column): \(reason)",
      remedy: "write the file as CSV with quotes doubled inside quotes (RFC 4180)")
  }
}
