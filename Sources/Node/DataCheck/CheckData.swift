import Artifacts
import Datasets

/// `data check`: a hospital's look at its own data, with or without a plan.
public struct CheckData {
  private let paths: [String]
  private let check: DataCheck
  private let title: String

  /// What has been looked at.
  public struct Result {
    /// The findings.
    public let report: DataCheckReport
    /// By which plan they were judged, in a line.
    public let title: String
    /// 0, or 65 when something has to be repaired.
    public var status: ExitStatus { report.verdict == .notReady ? .badData : .done }
  }

  /// Finds the plan and the data.
  ///
  /// - Parameters:
  ///   - paths: folders of images or CSV files; none for the data that a hospital has joined with.
  ///   - plan: a plan file; nil for none.
  ///   - directory: the shared directory whose manifest, or founder's plan before there is a
  ///     manifest, says what the data have to be; nil for none.
  ///   - id: the hospital, for the place of its data.
  ///   - state: its private state, if it does not lie in its usual place.
  public init(
    paths: [String], plan: String?, directory: String?, id: String?, state: String?
  ) throws {
    var paths = paths.map(SharedLocation.absolute)
    let found: Plan?
    if let plan {
      found = try PlanFile.load(plan)
      title = "by the plan \"\(found?.title ?? "")\" in \(plan)"
    } else if let directory {
      let reader = ConsortiumReader(folder: try SharedFolders.open(directory))
      found = try Self.plan(reader)
      title = "by the plan \"\(found?.title ?? "")\" of the consortium in \(directory)"
      if paths.isEmpty, let id {
        let location = try StateLocation(directory: directory, id: id, state: state)
        guard try location.exists() else {
          throw NodeError(
            .missing, "\(id) has no state for \(directory) at \(location.state)",
            remedy: "check --id and --dir, or name the data")
        }
        paths = try HospitalSettings.look(location).data.map { [$0] } ?? []
      }
    } else {
      found = nil
      title = "without a plan"
    }
    self.paths = paths
    check = DataCheck(
      specification: found.map { DataSpecification($0.data) },
      needsPatients: found?.privacy.unit == .patient)
  }

  /// Looks at the data.
  ///
  /// - Parameter progress: told now and then how many of how many images of a part are decoded.
  public func run(progress: ((_ done: Int, _ of: Int) -> Void)? = nil) throws -> Result {
    Result(report: try check.run(paths, progress: progress), title: title)
  }

  /// The manifest's plan, or the founder's before there is a manifest.
  private static func plan(_ reader: ConsortiumReader) throws -> Plan {
    do {
      return try reader.manifest().content.plan
    } catch let error as NodeError where error.status == .missing {
      return try reader.founder().content.body.plan
    }
  }
}
