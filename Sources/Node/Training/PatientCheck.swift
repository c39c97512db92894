import Artifacts
import Datasets

/// Whether a hospital's data name the patient of every example, where the plan promises something
/// to patients.
///
/// An image without a name may be one more of a named patient, who would then enter a round with
/// more than one record. So one is as bad as many.
struct PatientCheck {
  private let plan: DataPlan
  private let path: String

  /// Checks what was read from a path.
  init(_ plan: DataPlan, path: String) {
    self.plan = plan
    self.path = path
  }

  /// - Throws: `NodeError` 65 with how many are not named and where to look; for the hospital's own
  ///   screen and log.
  func check(_ dataset: Dataset) throws(NodeError) {
    let unnamed = dataset.unnamed
    guard let first = unnamed.first else { return }
    let promise = "the plan's unit of privacy is the patient"
    if let column = plan.table?.patient {
      throw NodeError(
        .badData,
        "\(promise), and \(unnamed.count) of \(dataset.count) rows of \(path) have no patient in "
          + "the column '\(column)'; the first is \(dataset.ids[first])",
        remedy: "fill in the column, each patient always in the same spelling, or remove the rows")
    }
    let remedy =
      "write a metadata.csv with the columns file and patient beside the class folders, a line "
      + "for every image and each patient always in the same spelling"
    guard dataset.groups != nil else {
      throw NodeError(
        .badData,
        "\(promise), and the images in \(path) name no patients: there is no metadata.csv with a "
          + "column for the file and one for the patient", remedy: remedy)
    }
    throw NodeError(
      .badData,
      "\(promise), and the metadata.csv in \(path) names one patient without doubt for all but "
        + "\(unnamed.count) of \(dataset.count) images; the first is \(dataset.ids[first])",
      remedy: "\(remedy); or remove those images")
  }
}
