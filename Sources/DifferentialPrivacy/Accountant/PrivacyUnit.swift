/// What one record is: the unit that the guarantee protects.
public enum PrivacyUnit: String, Codable, CaseIterable, Sendable {
  /// One example, such as an image. A patient with several of them is protected less.
  case example
  /// One patient, with all examples of that patient clipped as one record.
  case patient

  /// What has to stand beside every epsilon: mechanism, neighbouring relation, unit.
  public var statement: String {
    "Poisson-subsampled Gaussian mechanism (exact discrete Gaussian noise on clipped "
      + "integer sums); neighbouring data sets differ by adding or removing one \(rawValue); "
      + "unit of privacy: one \(rawValue)."
  }
}
