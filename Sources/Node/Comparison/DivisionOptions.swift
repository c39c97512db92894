import Datasets

/// Which data are tried out on one machine, and how they are divided among hospitals.
public struct DivisionOptions: Sendable {
  /// One path per hospital, or one collection to split, or none for the built-in radiographs.
  let data: [String]
  let hospitals: Int
  let scheme: SplitScheme
  let minimum: Int

  /// Checks the options.
  ///
  /// - Parameters:
  ///   - hospitals: how many; needed where `data` does not tell.
  ///   - scheme: how to split one collection, by name.
  ///   - alpha: how even `dirichlet` splits.
  ///   - minimum: least examples per class and hospital when splitting.
  /// - Throws: `NodeError` 64 that names the option.
  public init(
    data: [String], hospitals: Int?, scheme: String = "dirichlet", alpha: Double = 0.5,
    minimum: Int = 1
  ) throws {
    self.data = data.map(SharedLocation.absolute)
    guard data.count < 2 || hospitals == nil || hospitals == data.count else {
      throw NodeError(
        .usage,
        "--hospitals \(hospitals ?? 0) and \(data.count) times --data contradict each other",
        remedy: "give one --data per hospital, or one --data and --hospitals to split it")
    }
    self.hospitals = data.count > 1 ? data.count : hospitals ?? 3
    guard (2...100).contains(self.hospitals) else {
      throw NodeError(
        .usage, "--hospitals must be between 2 and 100", remedy: "give 3 or more")
    }
    self.scheme = try SplitScheme(name: scheme, alpha: alpha)
    self.minimum = minimum
  }
}
