import Artifacts
import Foundation
import Journal
import SharedFolder

/// Whether a process works with the state, and whether something else signs with its identity.
struct IdentityCheck {
  let location: StateLocation
  let folder: any Folder

  /// Who holds the lock of the state; it is not taken to find out.
  func process() -> DoctorFinding {
    switch ProcessLock.holder(of: location.state) {
    case .process(let number): .ok(.process, "process \(number) works with this state")
    case .nobody: .ok(.process, "no process works with this state now")
    case .unknown:
      .skip(.process, "the kernel's list of locks (/proc/locks) cannot be read")
    }
  }

  /// Whether the own folder holds what this state has not signed, and how far its node says it is.
  func identity(_ hospital: Hospital) -> DoctorFinding {
    do {
      try OwnFolderCheck(hospital: hospital, folder: folder).run()
      let round = try hospital.tip()?.document().round
      let said = Sayings(folder: folder).round(of: hospital.id)
      return Self.judge(hospital.id, said: said, closed: round)
    } catch {
      return .fail(.identity, error)
    }
  }

  /// Compares the round in work that `status.json` names with the state's.
  static func judge(_ member: MemberID, said: Int?, closed: Int?) -> DoctorFinding {
    // A node writes the file before it knows of a later round, never after.
    if let said, said > (closed ?? 0) + 1 {
      return .note(
        .identity,
        "\(member)/status.json says round \(said), and this state has closed round \(closed ?? 0)",
        next:
          "does a node of \(member) run elsewhere, or is this an old copy of the state? Stop all "
          + "but one, and never use the older one; the file is unsigned, so it may also be forged")
    }
    return .ok(.identity, "the own folder holds nothing that this state has not signed")
  }
}
