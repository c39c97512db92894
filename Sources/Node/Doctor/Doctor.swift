import Artifacts
import Foundation
import SharedFolder

/// `doctor`: whether a hospital's node can work here, each line with what to do.
///
/// It works before `join`, while a consortium is founded, and beside a running node: it reads, takes
/// no lock, and writes nothing but a short-lived probe under a temporary name in the own folder.
public struct Doctor {
  private let directory: String
  private let location: StateLocation?

  /// Prepares to look.
  ///
  /// - Parameters:
  ///   - id: the hospital; without it the shared directory alone is looked at.
  ///   - state: its private state, if it does not lie where it lies by rule.
  public init(directory: String, id: String?, state: String?) throws {
    self.directory = SharedLocation.absolute(directory)
    location = try id.map { try StateLocation(directory: directory, id: $0, state: state) }
  }

  /// Looks once. What goes wrong is a finding, not an error.
  public func look() -> DoctorReport {
    let own = location.map { DoctorState(location: $0, directory: directory) }
    do {
      let folder = try SharedFolders.open(directory)
      _ = try folder.list(.root)
      let share = DoctorShare(directory: directory, folder: folder, state: own)
      return DoctorReport(sorted(share.findings() + (own?.findings(folder) ?? [])))
    } catch {
      return DoctorReport(sorted([.fail(.share, error)] + (own?.findings(nil) ?? [])))
    }
  }

  /// By what they are about, in the order of ``DoctorCheck``.
  private func sorted(_ findings: [DoctorFinding]) -> [DoctorFinding] {
    DoctorCheck.allCases.flatMap { check in findings.filter { $0.check == check } }
  }
}
