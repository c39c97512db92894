/// One record of a CSV file.
struct CSVRow {
  /// The line it begins on, counted from 1.
  let line: Int
  /// The cells, quotes taken off and blanks around them trimmed.
  let fields: [String]
  /// Where it stands in the file, without its line end.
  let bytes: Range<Int>
}
