import Foundation

/// The `metadata.csv` beside images: a row for each file.
struct ImageTable {
  /// The name of the file that is looked for.
  static let fileName = "metadata.csv"

  private static let fileColumns: Set<String> = [
    "file", "filename", "filepath", "path", "image", "imagename", "imageindex",
  ]

  let table: CSVTable
  /// The column that names the file; nil if there is none.
  let file: Int?

  /// Reads `metadata.csv` in `root`; nil if there is none.
  ///
  /// - Throws: `.badData` if it is no CSV file.
  init?(root: String) throws(DataError) {
    let path = "\(root)/\(Self.fileName)"
    guard access(path, F_OK) == 0 else { return nil }
    table = try CSVTable(path: path)
    file = Self.column(Self.fileColumns, in: table.header)
  }

  /// The first column of one of some names, compared without case and separators.
  func column(_ names: Set<String>) -> Int? { Self.column(names, in: table.header) }

  /// What a column says of each file; nil without it or without a column for the file.
  func index(of names: Set<String>) -> FileIndex<String>? {
    guard let file, let place = column(names) else { return nil }
    var index = FileIndex<String>()
    for row in table.rows where !row.fields[file].isEmpty {
      let text = row.fields[place]
      index.note(
        TableCell.isMissing(text) ? nil : text, of: row.fields[file], line: row.line)
    }
    return index
  }

  private static func column(_ names: Set<String>, in header: [String]) -> Int? {
    header.firstIndex { names.contains(ClassNames.key($0)) }
  }
}
