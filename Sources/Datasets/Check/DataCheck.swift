import Foundation

/// The data manager's look at a hospital's own data before it joins, or at any time.
///
/// It only reads. What it says of files stays on the hospital's own screen;
/// ``DataCheckReport/countsOnly`` is what may be shown to others.
public struct DataCheck: Sendable {
  /// The plan's description of the data; nil to look at what is there.
  public let specification: DataSpecification?
  /// Whether the plan's unit of privacy is the patient.
  public let needsPatients: Bool

  /// Makes a check.
  public init(specification: DataSpecification?, needsPatients: Bool = false) {
    self.specification = specification
    self.needsPatients = needsPatients
  }

  /// Looks at data, and at what several parts have in common.
  ///
  /// - Parameters:
  ///   - paths: Folders of images, or CSV files: a hospital's data, or parts such as hospitals and a
  ///     test set.
  ///   - progress: Told now and then how many of how many images of a part are decoded.
  /// - Throws: `.missing` if there is nothing to look at, `.badSpecification`, `.badOptions`. What is
  ///   wrong with data that are there is a finding.
  public func run(
    _ paths: [String], progress: ((_ done: Int, _ of: Int) -> Void)? = nil
  ) throws(DataError) -> DataCheckReport {
    guard !paths.isEmpty, Set(paths).count == paths.count else {
      throw DataError(
        .badOptions, paths.isEmpty ? "no data are named" : "a path is named twice",
        remedy: "name each folder or file once")
    }
    let names = Self.names(paths)
    let findings: [DataFinding]
    var columns: [String] = []
    switch try kind(paths) {
    case .images(let images):
      findings = try ImageCheck(
        specification: images, needsPatients: needsPatients, progress: progress
      ).findings(paths, names: names)
    case .table(let table):
      columns = table?.features.map(\.name) ?? []
      findings = try TableCheck(specification: table, needsPatients: needsPatients)
        .findings(paths, names: names)
    }
    return DataCheckReport(
      parts: names, findings: findings, classes: specification?.classes, columns: columns)
  }

  private enum Kind {
    case images(ImageSpecification?)
    case table(TableSpecification?)
  }

  /// By the plan, or else by what lies at the paths.
  private func kind(_ paths: [String]) throws(DataError) -> Kind {
    switch specification {
    case .images(let images): return .images(images)
    case .table(let table): return .table(table)
    case nil: break
    }
    var kinds: Set<Bool> = []
    for path in paths {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw DataError(.missing, "there are no data at \(path)", remedy: "check the path")
      }
      kinds.insert(isFolder.boolValue)
    }
    guard kinds.count == 1 else {
      throw DataError(
        .badOptions, "some of the paths are folders and some are files",
        remedy: "look at folders of images and at CSV files in two calls")
    }
    return kinds.contains(true) ? .images(nil) : .table(nil)
  }

  /// The last components of the paths, or the whole where two are alike.
  private static func names(_ paths: [String]) -> [String] {
    let names = paths.map { URL(fileURLWithPath: $0).lastPathComponent }
    return Set(names).count == names.count ? names : paths
  }
}
