/// What one record is: the unit that the guarantee protects.
public enum PrivacyUnit: String, Codable, CaseIterable, Sendable {
  /// One example, such as an image. A patient with several of them is protected less, except at a
  /// hospital whose data name the patients: there a record is a patient all the same.
  case example
  /// One patient, with all examples of that patient clipped as one record.
  case patient

  /// What has to stand beside every epsilon: mechanism, neighbouring relation, unit.
  public var statement: String {
    "Poisson-subsampled Gaussian mechanism (exact discrete Gaussian noise on clipped "
      + "integer sums); neighbouring data sets differ by adding or removing \(text); "
      + "unit of privacy: one \(rawValue)."
  }

  /// The unit in words, for the lines below an epsilon.
  public var text: String {
    switch self {
    case .example:
      "one example (image or row), or one patient where a hospital's data name the patients"
    case .patient: "one patient with all images or rows"
    }
  }

  /// The unit in the words that go right behind an epsilon: `per example`, `per patient`.
  public var short: String { "per \(rawValue)" }
}
