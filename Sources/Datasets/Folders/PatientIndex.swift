/// Which patient an image shows, from a `metadata.csv` beside the class folders.
///
/// Several images of one patient must not be torn apart between hospitals or between training
/// and test, because a model would be tested on patients it has seen; and in training they are one
/// record. So a patient is named only where there is no doubt: a wrong one would put two patients
/// into one record.
struct PatientIndex {
  private let index: FileIndex<String>

  /// What the column of the patients may be called, as keys of `ClassNames`.
  static let columns: Set<String> = ["patient", "patientid", "subject", "subjectid"]

  /// Reads `metadata.csv` in `root`; nil if there is none, or none with a patient and a file
  /// column.
  ///
  /// - Throws: `.badData` if it is no CSV file: overlooking it would tear patients apart.
  init?(root: String) throws(DataError) {
    guard let index = try ImageTable(root: root)?.index(of: Self.columns) else { return nil }
    self.index = index
  }

  /// The patients of images, by their paths relative to the root or else by their bare names; nil
  /// where none is named, or where a bare name stands for several of the images or patients.
  func patients(of paths: [String]) -> [String?] { index.values(of: paths) }
}
