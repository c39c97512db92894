import Artifacts
import Datasets

/// What becomes of examples that have no patient, or none without doubt.
///
/// Where the plan promises something to patients they are refused. An image without a name may be
/// one more of a named patient, who would then enter a round with more than one record; so one is
/// as bad as many. Where it promises something to examples, each is a record of its own.
struct PatientCheck {
  private let plan: Plan
  private let path: String

  /// Checks what was read from a path.
  init(_ plan: Plan, path: String) {
    self.plan = plan
    self.path = path
  }

  /// Checks the examples; the words are for the hospital's own screen and log.
  ///
  /// - Returns: where the unit is the example, a line on those that have no patient, if others have.
  /// - Throws: `NodeError` 65 where the unit is the patient: how many are not named, and file, line
  ///   and column of the first.
  func check(_ loaded: LoadedData) throws(NodeError) -> String? {
    let (dataset, unnamed) = (loaded.dataset, loaded.report.unnamed)
    guard plan.privacy.unit == .patient else { return note(unnamed, of: dataset.count) }
    let promise = "the plan's unit of privacy is the patient"
    if dataset.groups == nil {
      throw NodeError(
        .badData,
        "\(promise), and the images in \(path) name no patients: there is no metadata.csv with a "
          + "column for the file and one for the patient", remedy: remedy)
    }
    guard let first = unnamed.first else { return nil }
    throw NodeError(
      .badData,
      "\(promise), and \(unnamed.count) of \(dataset.count) \(noun) of \(path) have no patient"
        + (unnamed.contains(where: \.isDoubtful) ? ", or not without doubt" : "")
        + "; the first is " + (isTable ? "" : "\(first.name): ") + first.reason,
      remedy: remedy)
  }

  private func note(_ unnamed: [LoadReport.Unnamed], of count: Int) -> String? {
    guard let first = unnamed.first(where: \.isDoubtful) ?? unnamed.first else { return nil }
    let doubtful = unnamed.count(where: \.isDoubtful)
    return "\(unnamed.count) of \(count) \(noun) have no patient, \(doubtful) of them because it "
      + "is in doubt; each of them is a record of its own; the first is "
      + (isTable ? "" : "\(first.name): ") + first.reason
  }

  private var isTable: Bool { plan.data.table != nil }

  private var noun: String { isTable ? "rows" : "images" }

  private var remedy: String {
    isTable
      ? "fill in the column, each patient always in the same spelling, or remove the rows"
      : "write a metadata.csv with the columns file and patient beside the class folders, a line "
        + "for every image with its path, and each patient always in the same spelling; or remove "
        + "those images"
  }
}
