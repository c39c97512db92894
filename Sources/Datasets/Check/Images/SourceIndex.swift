/// Where an image comes from, from a `metadata.csv` beside the class folders.
struct SourceIndex {
  private var index = FileIndex<String>()

  private static let columns: Set<String> = [
    "source", "dataset", "collection", "origin", "scanner", "device", "station", "stationname",
  ]

  /// Reads `metadata.csv` in `root`; nil if there is none, or none with a source and a file column.
  ///
  /// - Throws: `.badData` if it is no CSV file.
  init?(root: String) throws(DataError) {
    guard let images = try ImageTable(root: root), let file = images.file,
      let source = images.column(Self.columns)
    else { return nil }
    for row in images.table.rows where !row.fields[file].isEmpty {
      let name = row.fields[source]
      index.note(TableCell.isMissing(name) ? nil : name, of: row.fields[file])
    }
  }

  /// The sources of images; nil where none is named without doubt.
  func sources(of paths: [String]) -> [String?] { index.values(of: paths) }
}
