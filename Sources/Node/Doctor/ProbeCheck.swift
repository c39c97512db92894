import Artifacts
import Foundation
import SharedFolder

/// Tries the file system below the own folder with a short-lived file.
struct ProbeCheck {
  let folder: DirectoryFolder
  let member: MemberID

  /// Probes; once more if a starting service has taken the first probe away.
  ///
  /// Ctrl-C and SIGTERM wait until the probe is removed.
  func probe() throws -> FolderProbe {
    guard let name = MemberName(member.name) else {
      throw NodeError(.usage, "\(member) is no name for a folder", remedy: "check --id")
    }
    return try StopDelay.during {
      do throws(FolderError) {
        return try folder.probe(of: name)
      } catch {
        guard error.code == .notReady else { throw error }
        return try folder.probe(of: name)
      }
    }
  }

  /// What a probe means.
  static func judge(_ probe: FolderProbe) -> [DoctorFinding] {
    [rename(probe), sync(probe), letterCase(probe)]
  }

  /// What to say where the own folder cannot be probed.
  static func skipped(_ why: String) -> [DoctorFinding] {
    [DoctorCheck.rename, .sync, .letterCase].map { .skip($0, why) }
  }

  private static func rename(_ probe: FolderProbe) -> DoctorFinding {
    guard probe.renames, probe.replaces else {
      return .note(
        .rename, "a renamed file is not whole under its new name at once",
        next: "use NFS, SMB or a synchronised local folder; mounts of object storage are not atomic"
      )
    }
    guard probe.listsAtOnce else {
      return .note(
        .rename, "listings lag behind what was written",
        next:
          "rounds will be slow: shorten the mount's directory caching (acdirmax, dir-cache-time)")
    }
    guard probe.seconds < slow else {
      return .note(
        .rename, String(format: "writing and renaming one small file took %.1f s", probe.seconds),
        next: "rounds will be slow: look at the share's load and network")
    }
    return .ok(
      .rename,
      String(
        format: "a file is there at once and whole, also renamed over another (%.0f ms)",
        probe.seconds * 1000))
  }

  /// Seconds that a handful of small operations may take.
  private static let slow = 5.0

  private static func sync(_ probe: FolderProbe) -> DoctorFinding {
    guard probe.syncsFiles, probe.syncsNames else {
      return .note(
        .sync, "the file system cannot bring \(probe.syncsFiles ? "names" : "content") to the disk",
        next: "after a power cut files may be lost there; the node publishes them again when it is "
          + "started as a service")
    }
    return .ok(.sync, "content and names are brought to the disk on demand")
  }

  private static func letterCase(_ probe: FolderProbe) -> DoctorFinding {
    .ok(
      .letterCase,
      probe.foldsCase
        ? "upper and lower case are the same here; the protocol's names are all lower case"
        : "upper and lower case differ")
  }
}
