/// What one column of a `metadata.csv` beside the images says of each, where there is no doubt.
struct MetadataIndex {
  private var index = FileIndex<String>()

  /// Reads `metadata.csv` in `root`; nil if there is none, or none with a column for the file and
  /// one of those asked for.
  ///
  /// - Parameter columns: What the column may be called, as keys of `ClassNames`.
  /// - Throws: `.badData` if it is no CSV file.
  init?(root: String, columns: Set<String>) throws(DataError) {
    guard let images = try ImageTable(root: root), let file = images.file,
      let place = images.column(columns)
    else { return nil }
    for row in images.table.rows where !row.fields[file].isEmpty {
      let value = row.fields[place]
      index.note(TableCell.isMissing(value) ? nil : value, of: row.fields[file])
    }
  }

  /// The values of images, by their paths relative to the root or else by their bare names; nil
  /// where none is given, or where a bare name stands for several of the images or values.
  func values(of paths: [String]) -> [String?] { index.values(of: paths) }
}
