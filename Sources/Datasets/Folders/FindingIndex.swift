/// Which labels an image has, from the `metadata.csv` beside the images: none, one or several.
///
/// Two forms are read: a column for each class with 0 or 1, as CheXpert has it; or one column that
/// lists the findings, separated by `|` or `;`, as NIH ChestX-ray14 has it.
struct FindingIndex {
  /// For each file a 0 or 1 per class; none where a label is neither yes nor no.
  private var index = FileIndex<[UInt8]>()
  /// Rows with a label that is neither yes nor no.
  private(set) var undecided = 0

  private static let listColumns: Set<String> = ["findinglabels", "findings", "labels"]

  /// Reads `metadata.csv` in `root`.
  ///
  /// - Throws: `.missing` if there is none, `.badData` if it is no CSV file or lacks a column.
  init(root: String, classes: [String]) throws(DataError) {
    guard let images = try ImageTable(root: root) else {
      throw DataError(
        .missing, "\(root): no \(ImageTable.fileName), which would tell the labels of the images",
        remedy: "write one with a column 'file' and a column of 0 and 1 for each class")
    }
    guard let file = images.file else {
      throw DataError(
        .badData, "\(ImageTable.fileName): line 1: no column for the file",
        remedy: "name it 'file'")
    }
    let header = images.table.header
    let columns = classes.indices.map { label in
      header.firstIndex { ClassNames.index(of: $0, in: classes) == label }
    }
    let list = images.column(Self.listColumns)
    let missing = classes.indices.filter { columns[$0] == nil }.map { classes[$0] }
    guard missing.isEmpty || list != nil else {
      throw DataError(
        .badData,
        "\(ImageTable.fileName): line 1: no column for "
          + missing.map { "'\($0)'" }.joined(separator: ", "),
        remedy: "add a column of 0 and 1 for each class, or one 'findings' that lists them with '|'"
      )
    }
    for row in images.table.rows where !row.fields[file].isEmpty {
      let marks =
        missing.isEmpty
        ? Self.marks(columns.compactMap { $0 }.map { row.fields[$0] })
        : list.map { Self.marks(list: row.fields[$0], classes) }
      if marks == nil { undecided += 1 }
      index.note(marks ?? [], of: row.fields[file], line: row.line)
    }
  }

  /// For each image a 0 or 1 per class; nil where the table does not tell.
  ///
  /// An image in doubt is refused, not left out: whether one patient's image trains must not depend
  /// on the names of another's files.
  ///
  /// - Throws: `.badData` naming the first image in doubt.
  func marks(of paths: [String]) throws(DataError) -> [[UInt8]?] {
    let answers = index.answers(for: paths)
    if let place = answers.firstIndex(where: \.isDoubtful) {
      throw DataError(
        .badData,
        "\(ImageTable.fileName) does not say without doubt which labels \(paths[place]) has: another "
          + "image has the same name, or two lines disagree",
        remedy: "write the path below the folder into its column for the file, once for each image")
    }
    return answers.map { answer in answer.value.flatMap { $0.isEmpty ? nil : $0 } }
  }

  /// An empty cell means not mentioned, so no. Anything but yes and no, such as CheXpert's -1 for
  /// uncertain, leaves the image out.
  private static func marks(_ cells: [String]) -> [UInt8]? {
    let marks = cells.compactMap { cell -> UInt8? in
      if TableCell.isMissing(cell) { return 0 }
      switch TableCell.number(cell) {
      case 0: return 0
      case 1: return 1
      default: break
      }
      switch cell.lowercased() {
      case "yes", "true": return 1
      case "no", "false": return 0
      default: return nil
      }
    }
    return marks.count == cells.count ? marks : nil
  }

  /// Findings that no class means do not count.
  private static func marks(list: String, _ classes: [String]) -> [UInt8] {
    var marks = [UInt8](repeating: 0, count: classes.count)
    for name in list.split(whereSeparator: { $0 == "|" || $0 == ";" }) {
      if let label = ClassNames.index(of: String(name), in: classes) { marks[label] = 1 }
    }
    return marks
  }
}
