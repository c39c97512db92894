/// A hospital's examples and what happened while they were read.
public struct LoadedData: Equatable, Sendable {
  /// The examples.
  public let dataset: Dataset
  /// What happened.
  public let report: LoadReport
}
