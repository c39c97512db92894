/// How data are to be split.
public struct SplitOptions: Equatable, Sendable {
  /// How patients are shared out.
  public var scheme: SplitScheme
  /// Number of hospitals.
  public var hospitals: Int
  /// From what all randomness follows.
  public var seed: UInt64
  /// Which part of every class is set aside, first of all, as the shared test set.
  public var testFraction: Double
  /// How many examples of every class every hospital gets at the least.
  public var minimumPerClass: Int
  /// Hard links instead of copies. Where the file system refuses a link, the file is copied.
  public var linksFiles: Bool

  /// Makes options.
  public init(
    scheme: SplitScheme, hospitals: Int, seed: UInt64, testFraction: Double = 0.2,
    minimumPerClass: Int = 2, linksFiles: Bool = false
  ) {
    self.scheme = scheme
    self.hospitals = hospitals
    self.seed = seed
    self.testFraction = testFraction
    self.minimumPerClass = minimumPerClass
    self.linksFiles = linksFiles
  }

  /// The names of the parts: `h1`, `h2`, ..., `test`.
  public var partNames: [String] { (1...max(hospitals, 1)).map { "h\($0)" } + ["test"] }

  func validate() throws(DataError) {
    guard (1...1000).contains(hospitals) else {
      throw DataError(
        .badOptions, "\(hospitals) hospitals: must be 1 to 1000", remedy: "try --hospitals 3")
    }
    guard (0..<1).contains(testFraction) else {
      throw DataError(
        .badOptions, "test fraction \(testFraction): must be at least 0 and less than 1",
        remedy: "try 0.2")
    }
    guard (0...1_000_000).contains(minimumPerClass) else {
      throw DataError(
        .badOptions, "minimum per class \(minimumPerClass): must be 0 to 1000000",
        remedy: "try 2")
    }
  }
}
