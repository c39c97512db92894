/// Examples whose class nobody knows yet, to be predicted.
///
/// Nothing in it leaves the hospital.
public struct UnlabelledExamples: Equatable, Sendable {
  /// The shape of one example: [channels, height, width] for images, [features] for tables.
  public let shape: [Int]
  /// All values, example after example, each in row-major order, as in a ``Dataset``.
  public let values: [Float]
  /// Whether each of them stands for a cell in which nothing is known; empty where nothing is
  /// missing.
  public var missing: [Bool] = []
  /// Where each example came from, a file name or a line. Local only.
  public let ids: [String]
  /// What could not be read, by name. Local only.
  public let skipped: [LoadReport.Skipped]
  /// What else is worth knowing, a sentence each.
  public let notes: [String]

  /// The number of examples.
  public var count: Int { ids.count }
}
