import Foundation

/// Which patient an image shows, from a `metadata.csv` beside the class folders.
///
/// Several images of one patient must not be torn apart between hospitals or between training
/// and test, because a model would be tested on patients it has seen; and in training they are one
/// record. So a patient is named only where there is no doubt: a wrong one would put two patients
/// into one record.
struct PatientIndex {
  /// Nil where the file is given to two patients.
  private var byPath: [String: String?] = [:]
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
    for row in table.rows where !row.fields[file].isEmpty {
      let name = row.fields[file].replacing("\\", with: "/")
      let patient = TableCell.isMissing(row.fields[patient]) ? nil : row.fields[patient]
      Self.note(patient, in: &byPath[name])
      Self.note(patient, in: &byName[Self.stem(name)])
    }
  }

  /// The patients of images, by their paths relative to the root or else by their bare names; nil
  /// where none is named, or where a bare name stands for several of the images or patients.
  func patients(of paths: [String]) -> [String?] {
    let bearers = paths.reduce(into: [:]) { $0[Self.stem($1), default: 0] += 1 }
    return paths.map { path in
      if let exact = byPath[path] { return exact }
      let name = Self.stem(path)
      return bearers[name] == 1 ? byName[name] ?? nil : nil
    }
  }

  /// Keeps a patient, or nil once two rows disagree.
  private static func note(_ patient: String?, in place: inout String??) {
    if let other = place, other != patient { place = .some(nil) } else { place = .some(patient) }
  }

  /// `COVID-1` of `COVID/images/COVID-1.png`.
  private static func stem(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }
}
