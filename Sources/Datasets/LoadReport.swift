/// What happened while a hospital's data were read. Local only: it counts and names.
public struct LoadReport: Equatable, Sendable {
  /// A file or row that could not be used.
  public struct Skipped: Codable, Equatable, Sendable {
    /// The file, relative to the folder, or the line.
    public let name: String
    /// Why.
    public let reason: String
  }

  /// An example whose patient is not named, or not without doubt.
  public struct Unnamed: Codable, Equatable, Sendable {
    /// The file, relative to the folder, or the line.
    public let name: String
    /// Whether several patients may be meant; otherwise none is named.
    public let isDoubtful: Bool
    /// Why, with the line and the column of what was read.
    public let reason: String
  }

  /// The names of the classes.
  public let classes: [String]
  /// How many examples of each class there are, in the order of `classes`.
  public let counts: [Int]
  /// What could not be used, by name.
  public let skipped: [Skipped]
  /// The examples without a patient, in their order; empty for data that name no patients at all.
  public let unnamed: [Unnamed]
  /// What else is worth knowing, a sentence each: a class without a folder, cells filled in.
  public let notes: [String]
  /// Whether the images came from the cache and no file was decoded.
  public let fromCache: Bool

  /// The number of examples.
  public var total: Int { counts.reduce(0, +) }

  /// At most one in twenty may be unusable; beyond that something is wrong with the whole.
  static func tolerates(skipped: Int, of total: Int) -> Bool { skipped * 20 <= total }
}
