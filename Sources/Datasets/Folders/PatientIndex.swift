import Foundation

/// Which patient an image shows, from a `metadata.csv` beside the class folders.
///
/// Several images of one patient must not be torn apart between hospitals or between training
/// and test: a model would be tested on patients it has seen.
struct PatientIndex {
  private var byPath: [String: String] = [:]
  /// Without folder and ending; nil where two patients have an image of that name.
  private var byName: [String: String?] = [:]

  /// The name of the file that is looked for.
  static let fileName = "metadata.csv"

  private static let fileColumns: Set<String> = [
    "file", "filename", "filepath", "path", "image", "imagename", "imageindex",
  ]
  private static let patientColumns: Set<String> = [
    "patient", "patientid", "subject", "subjectid",
  ]

  /// Reads `metadata.csv` in `root`; nil if there is none, or none with a patient and a file
  /// column.
  ///
  /// - Throws: `.badData` if it is no CSV file: overlooking it would tear patients apart.
  init?(root: String) throws(DataError) {
    let path = "\(root)/\(Self.fileName)"
    guard access(path, F_OK) == 0 else { return nil }
    let table = try CSVTable(path: path)
    func column(_ names: Set<String>) -> Int? {
      table.header.firstIndex { names.contains(ClassNames.key($0)) }
    }
    guard let file = column(Self.fileColumns), let patient = column(Self.patientColumns) else {
      return nil
    }
    for row in table.rows where !row.fields[file].isEmpty && !row.fields[patient].isEmpty {
      let name = row.fields[file].replacing("\\", with: "/")
      byPath[name] = row.fields[patient]
      let other = byName[Self.stem(name)]
      let isUnclear = other.map { $0 != row.fields[patient] } ?? false
      byName[Self.stem(name)] = .some(isUnclear ? nil : row.fields[patient])
    }
  }

  /// The patient of an image, by its path relative to the root or else by its bare name.
  subscript(path: String) -> String? { byPath[path] ?? byName[Self.stem(path)] ?? nil }

  /// `COVID-1` of `COVID/images/COVID-1.png`.
  private static func stem(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }
}
