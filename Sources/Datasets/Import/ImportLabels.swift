/// Which class each image has, by a CSV file that people wrote.
public struct ImportLabels: Sendable {
  /// By what a line names images.
  public enum Key: String, Sendable, CaseIterable {
    /// The path below the folder of the import.
    case file
    /// The image's unique number.
    case instance = "SOPInstanceUID"
    /// The number of the examination.
    case accession = "AccessionNumber"
    /// The patient: all images of one have the same class.
    case patient = "PatientID"

    fileprivate var columns: Set<String> {
      switch self {
      case .file: ["file", "filename", "filepath", "path"]
      case .instance: ["sopinstanceuid"]
      case .accession: ["accessionnumber"]
      case .patient: ["patientid"]
      }
    }
  }

  /// By what the file names images: the narrowest of the columns that it has.
  public let key: Key
  private let classes: [String: String]

  /// Reads a file with a column for the images and one called `class` or `label`.
  ///
  /// - Throws: `.missing` if it cannot be read, `.badData` with the line if it cannot be used.
  public init(_ path: String) throws(DataError) {
    let table = try CSVTable(path: path)
    func column(_ names: Set<String>) -> Int? {
      table.header.firstIndex { names.contains(ClassNames.key($0)) }
    }
    guard let title = column(["class", "label"]),
      let key = Key.allCases.first(where: { column($0.columns) != nil }),
      let place = column(key.columns)
    else {
      throw DataError(
        .badData,
        "\(table.name): line 1: it needs a column 'class' and one of "
          + Key.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", "),
        remedy: "name the columns so")
    }
    var classes: [String: String] = [:]
    for row in table.rows where !TableCell.isMissing(row.fields[title]) {
      let name = row.fields[place].replacing("\\", with: "/")
      guard !name.isEmpty else { continue }
      guard Self.isFolderName(row.fields[title]) else {
        throw DataError(
          .badData, "\(table.name): line \(row.line), column 'class': no name for a folder",
          remedy: "use at most 64 letters, digits, blanks, '-' and '_'")
      }
      if let other = classes[name], other != row.fields[title] {
        throw DataError(
          .badData, "\(table.name): line \(row.line): another class than in an earlier line",
          remedy: "leave one line of the two")
      }
      classes[name] = row.fields[title]
    }
    self.key = key
    self.classes = classes
  }

  /// The class of what a cell of the file names, or nil.
  public subscript(_ name: String) -> String? { classes[name] }

  /// How many images, examinations or patients it names.
  public var count: Int { classes.count }

  private static func isFolderName(_ name: String) -> Bool {
    name.count <= 64 && !ClassNames.key(name).isEmpty
      && name.allSatisfy { $0.isLetter || $0.isNumber || " -_".contains($0) }
  }
}
