import Datasets
import Foundation

/// `split`: one collection becomes the data of several hospitals and a common test set.
public struct SplitData {
  private let data: String
  private let output: String
  private let label: String?
  private let splitting: Splitting

  /// Checks the options.
  ///
  /// - Parameters:
  ///   - test: share of the common test set, taken first.
  ///   - minimum: least examples per class and hospital.
  ///   - label: the column that holds the class, for a CSV file.
  public init(
    data: String, into output: String, hospitals: Int, scheme: String, alpha: Double,
    seed: UInt64, test: Double, minimum: Int, label: String?, copy: Bool
  ) throws {
    self.data = SharedLocation.absolute(data)
    self.output = SharedLocation.absolute(output)
    self.label = label
    splitting = Splitting(
      SplitOptions(
        scheme: try SplitScheme(name: scheme, alpha: alpha), hospitals: hospitals, seed: seed,
        testFraction: test, minimumPerClass: minimum, linksFiles: !copy))
  }

  /// Splits; returns the table of what went where.
  public func run() throws -> String {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: data, isDirectory: &isDirectory) else {
      throw NodeError(.missing, "there are no data at \(data)", remedy: "check the path")
    }
    let manifest: SplitManifest
    if isDirectory.boolValue {
      manifest = try splitting.images(data, into: output)
    } else {
      guard let label else {
        throw NodeError(
          .usage, "a CSV file needs the column of its classes",
          remedy: "give --label COLUMN")
      }
      manifest = try splitting.table(data, labelColumn: label, into: output)
    }
    return "\(SplitTable(manifest))\n\nwritten to \(output); split.json says what went where"
  }
}
