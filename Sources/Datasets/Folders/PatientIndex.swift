/// Which patient an image shows, from a `metadata.csv` beside the class folders.
///
/// Several images of one patient must not be torn apart between hospitals or between training
/// and test, because a model would be tested on patients it has seen; and in training they are one
/// record. So a patient is named only where there is no doubt: a wrong one would put two patients
/// into one record.
struct PatientIndex {
  private let index: FileIndex<String>
  /// What the table calls the column.
  private let column: String

  /// What the column of the patients may be called, as keys of `ClassNames`.
  static let columns: Set<String> = ["patient", "patientid", "subject", "subjectid"]

  /// Reads `metadata.csv` in `root`; nil if there is none, or none with a patient and a file
  /// column.
  ///
  /// - Throws: `.badData` if it is no CSV file: overlooking it would tear patients apart.
  init?(root: String) throws(DataError) {
    guard let images = try ImageTable(root: root), let index = images.index(of: Self.columns),
      let column = images.column(Self.columns)
    else { return nil }
    self.index = index
    self.column = images.table.header[column]
  }

  /// The patients of images, by their paths relative to the root or else by their bare names; nil
  /// where none is named, or where a bare name stands for several of the images or patients.
  func patients(of paths: [String]) -> [String?] { index.answers(for: paths).map(\.value) }

  /// The patients that each image may show: one where there is no doubt, none where none is named.
  func candidates(of paths: [String]) -> [[String]] { index.answers(for: paths).map(\.values) }

  /// Why images have no patient, for those that have none; never with the name of one.
  func unnamed(among paths: [String]) -> [LoadReport.Unnamed] {
    zip(paths, index.answers(for: paths)).filter { $1.value == nil }.map { path, answer in
      LoadReport.Unnamed(name: path, isDoubtful: answer.isDoubtful, reason: reason(answer))
    }
  }

  private func reason(_ answer: FileAnswer<String>) -> String {
    guard let first = answer.lines.first else {
      return "no line of \(ImageTable.fileName) means it"
    }
    guard answer.isDoubtful else {
      return "\(ImageTable.fileName): line \(first), column '\(column)': names nobody"
    }
    if answer.isShared {
      return "\(ImageTable.fileName): line \(first) gives a name without a folder, and several "
        + "images bear it"
    }
    return "\(ImageTable.fileName): lines \(first) and \(answer.lines[1]), column '\(column)': "
      + "two patients"
  }
}
