import Artifacts
import Datasets
import Foundation

/// `split`: one collection becomes the data of several hospitals and a common test set.
public struct SplitData {
  private let data: String
  private let output: String
  private let label: String?
  private let patient: String?
  private let plan: Plan?
  private let splitting: Splitting

  /// Checks the options.
  ///
  /// - Parameters:
  ///   - test: share of the common test set, taken first.
  ///   - minimum: least examples per class and hospital.
  ///   - label: the column that holds the class, for a CSV file.
  ///   - patient: the column that names the patient, for a CSV file; rows of one stay together.
  ///   - plan: a plan file that says classes, labels and columns in their place; nil for none.
  /// - Throws: `NodeError` or `DataError` for options that make no sense.
  public init(
    data: String, into output: String, hospitals: Int, scheme: String, alpha: Double,
    seed: UInt64, test: Double, minimum: Int, label: String?, patient: String? = nil,
    plan: String? = nil, copy: Bool
  ) throws {
    guard plan == nil || label == nil && patient == nil else {
      throw NodeError(
        .usage, "--plan names the columns, so --label and --patient have nothing to say",
        remedy: "give either the plan or the columns")
    }
    self.plan = try plan.map(PlanFile.load)
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
    guard SharedLocation.consortium(around: output) == nil else {
      throw NodeError(
        .usage, "\(output) would lie in the shared directory, where no data belong",
        remedy: "give --into a folder of your own")
    }
    guard !(output + "/").hasPrefix(data + "/") else {
      throw NodeError(
        .usage, "\(output) would lie among the data that are split",
        remedy: "give --into a folder beside them")
    }
    let manifest: SplitManifest
    if isDirectory.boolValue {
      guard patient == nil else {
        throw NodeError(
          .usage, "--patient names a column of a CSV file, and \(data) is a folder of images",
          remedy: "name the patients of images in a metadata.csv beside the class folders")
      }
      guard plan?.data.table == nil else {
        throw NodeError(
          .usage, "the plan is for a table, and \(data) is a folder", remedy: "give a CSV file")
      }
      manifest = try splitting.images(
        data, classes: plan?.data.classes,
        labels: plan?.data.isMultiLabel == true ? .columns : nil, into: output)
    } else {
      guard plan?.data.images == nil else {
        throw NodeError(
          .usage, "the plan is for images, and \(data) is a file", remedy: "give their folder")
      }
      guard let label = label ?? plan?.data.table?.label else {
        throw NodeError(
          .usage, "a CSV file needs the column of its classes",
          remedy: "give --label COLUMN, or a --plan that names it")
      }
      manifest = try splitting.table(
        data, labelColumn: label, patientColumn: patient ?? plan?.data.table?.patient, into: output)
    }
    return
      ([SplitTable(manifest).description, ""] + manifest.notes + [
        "written to \(output); split.json says what went where"
      ]).joined(separator: "\n")
  }
}
