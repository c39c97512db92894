import Foundation

/// A CSV file with a header (RFC 4180): commas, quotes doubled inside quotes, any line end, a
/// byte order mark allowed. Empty lines do not count.
struct CSVTable {
  /// What errors call it.
  let name: String
  let source: [UInt8]
  let header: [String]
  /// The header as it stands in the file.
  let headerBytes: Range<Int>
  private let places: [String: [Int]]
  /// The records, each with as many fields as the header.
  let rows: [CSVRow]

  /// The largest file that is read: a gigabyte.
  private static let maximumSize = 1 << 30

  /// Reads a file.
  ///
  /// - Throws: `.missing` if it cannot be read, `.badData` with the line if it is no CSV file.
  init(path: String) throws(DataError) {
    let name = URL(fileURLWithPath: path).lastPathComponent
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw DataError(.missing, "\(path): no such file", remedy: "check the path")
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw DataError(
        .missing, "\(path): is a folder, and the plan is for a table", remedy: "give a CSV file")
    }
    guard status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) <= Self.maximumSize else {
      throw DataError(
        .missing, "\(path): not a file of at most 1 GiB", remedy: "give a CSV file")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw DataError(
        .missing, "\(path): cannot be read", remedy: "check the permissions of the file")
    }
    try self.init(bytes: Array(data), name: name)
  }

  /// Parses the bytes of a file.
  init(bytes: [UInt8], name: String) throws(DataError) {
    guard !bytes.contains(0) else {
      throw DataError(
        .badData, "\(name): holds zero bytes: UTF-16, or no text at all",
        remedy: "save the table as CSV in UTF-8")
    }
    var parser = CSVParser(bytes: bytes, name: name)
    guard let first = try parser.next() else {
      throw DataError(
        .badData, "\(name): empty", remedy: "the first line has to name the columns")
    }
    guard first.fields.count > 1 || !first.fields[0].contains(";") else {
      throw DataError(
        .badData, "\(name): line 1: columns are separated by ';'",
        remedy: "save the table with commas (and points in numbers)")
    }
    var rows: [CSVRow] = []
    while let row = try parser.next() {
      guard row.fields.count == first.fields.count else {
        let breaksOff = row.bytes.upperBound == bytes.count && row.fields.count < first.fields.count
        throw DataError(
          .badData,
          "\(name): line \(row.line): \(row.fields.count) cells, the header has "
            + "\(first.fields.count)",
          remedy: breaksOff
            ? "the file breaks off there: export or copy it again"
            : "put cells that contain commas into quotes")
      }
      rows.append(row)
    }
    self.name = name
    self.source = bytes
    self.header = first.fields
    self.places = Dictionary(grouping: header.indices) { first.fields[$0] }
    self.headerBytes = first.bytes
    self.rows = rows
  }

  /// The place of a column.
  ///
  /// - Throws: `.badData` if there is none of that name or more than one.
  func column(_ title: String) throws(DataError) -> Int {
    let places = places[title] ?? []
    guard let place = places.first else {
      let named = header.prefix(100).map { "'\(Self.shown($0))'" }.joined(separator: ", ")
      throw DataError(
        .badData,
        "\(name): line 1: no column '\(title)'; there are \(named)"
          + (header.count > 100 ? " and \(header.count - 100) more" : ""),
        remedy: "name the columns as in the plan")
    }
    guard places.count == 1 else {
      throw DataError(
        .badData, "\(name): line 1: \(places.count) columns '\(title)'",
        remedy: "rename or remove all but one")
    }
    return place
  }

  /// A title in a message; one of several lines, or one that steers a terminal, is none.
  private static func shown(_ title: String) -> String {
    String(
      String.UnicodeScalarView(
        title.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
  }
}
