import Foundation

/// What a split did: the content of `split.json`.
///
/// It names files and is therefore as private as they are.
public struct SplitManifest: Codable, Equatable, Sendable {
  /// Where one example went.
  public struct Item: Codable, Equatable, Sendable {
    /// The file, relative to the output; for a table its line.
    public let to: String
    /// The file, relative to the source; for a table its line.
    public let from: String
  }

  /// One hospital, or the test set.
  public struct Part: Codable, Equatable, Sendable {
    /// `h1`, `h2`, ..., `test`.
    public let name: String
    /// Examples of each class, in the order of `classes`; one with several labels counts in each.
    public let counts: [Int]
    /// Every example.
    public let items: [Item]
  }

  /// The format of this file: 1.
  public let format: Int
  /// The name of the scheme.
  public let scheme: String
  /// The concentration, for `dirichlet`.
  public let alpha: Double?
  /// From what all randomness followed.
  public let seed: UInt64
  /// Number of hospitals.
  public let hospitals: Int
  /// Which part of every class was set aside first.
  public let testFraction: Double
  /// The least of every class in every hospital.
  public let minimumPerClass: Int
  /// The classes.
  public let classes: [String]
  /// How many examples are an exact copy of an earlier one.
  public let duplicates: Int
  /// How many patients there are, where that is known.
  public let patients: Int?
  /// What else is worth knowing, such as images that have no labels and are in no part.
  public let notes: [String]
  /// What could not be used.
  public let skipped: [LoadReport.Skipped]
  /// The hospitals in order, then the test set.
  public let parts: [Part]

  /// As one JSON object with sorted keys and a line end, the same bytes for the same split.
  public func encoded() throws(DataError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else {
      throw DataError(.unwritable, "split.json does not encode", remedy: "report this")
    }
    return Array(data) + [UInt8(ascii: "\n")]
  }
}
