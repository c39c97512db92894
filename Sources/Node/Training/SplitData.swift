import Datasets
import Foundation

/// `split`: one collection becomes the data of several hospitals and a common test set.
public struct SplitData {
  private let data: String
  private let output: String
  private let label: String?
  private let patient: String?
  private let splitting: Splitting

  /// Checks the options.
  ///
  /// - Parameters:
  ///   - test: share of the common test set, taken first.
  ///   - minimum: least examples per class and hospital.
  ///   - label: the column that holds the class, for a CSV file.
  ///   - patient: the column that names the patient, for a CSV file; rows of one stay together.
  public init(
    data: String, into output: String, hospitals: Int, scheme: String, alpha: Double,
    seed: UInt64, test: Double, minimum: Int, label: String?, patient: String? = nil,
    copy: Bool
  ) throws {
    self.data = SharedLocation.absolute(data)
    self.output = SharedLocation.absolute(output)
    self.label = label
    self.patient = patient
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
      guard patient == nil else {
        throw NodeError(
          .usage, "--patient names a column of a CSV file, and \(data) is a folder of images",
          remedy: "name the patients of images in a metadata.csv beside the class folders")
      }
      manifest = try splitting.images(data, into: output)
    } else {
      guard let label else {
        throw NodeError(
          .usage, "a CSV file needs the column of its classes",
          remedy: "give --label COLUMN")
      }
      manifest = try splitting.table(data, labelColumn: label, patientColumn: patient, into: output)
    }
    return "\(SplitTable(manifest))\n\nwritten to \(output); split.json says what went where"
  }
}
