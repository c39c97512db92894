import Artifacts
import Foundation
import SharedFolder

/// Whether the shared directory is there, on what it lies, and what is founded in it.
struct ShareCheck {
  let directory: String
  let member: MemberID?

  /// Judges how the directory is mounted.
  static func judge(_ directory: String, on mount: Mount?) -> DoctorFinding {
    guard let mount else { return .ok(.share, "\(directory) is there") }
    let text = "\(directory) is on \(mount.text)"
    guard !mount.options.contains("ro") else {
      return .fail(
        .share, .io, text + ", read-only", next: "mount it so that the own folder can be written")
    }
    if mount.options.contains("soft") {
      return .note(
        .share, text + ", mounted soft: a write may be lost without a word",
        next: "mount it with 'hard' in place of 'soft'")
    }
    if mount.type.hasPrefix("nfs"), mount.options.contains("vers=3") {
      return .note(
        .share, text + ", with NFS 3: a file can stay unseen elsewhere for long",
        next: "mount it with vers=4.2 where the server has it")
    }
    return .ok(.share, text)
  }

  /// What is founded, and whether the hospital is in it.
  ///
  /// - Parameter manifest: the one that counts for this hospital; `nil` while there is none.
  func consortium(
    _ manifest: Verified<Manifest>?, _ reader: ConsortiumReader
  ) -> DoctorFinding {
    guard let manifest else {
      do {
        let founder = try reader.founder()
        let joined = try reader.members().count
        return .ok(
          .consortium,
          "\"\(founder.content.body.plan.title)\" is founded by \(founder.place.member); "
            + "here so far: \(joined) hospitals; the manifest is not fixed yet")
      } catch {
        return .fail(.consortium, error)
      }
    }
    let members = manifest.content.members.map(\.id)
    if let member, !members.contains(member) {
      return .fail(
        .consortium, .usage, "\(member) is no member of this consortium",
        next: "check --id; the members are \(members.map(\.name).joined(separator: ", "))")
    }
    return .ok(
      .consortium,
      "\"\(manifest.content.plan.title)\", session \(manifest.digest.hex.prefix(16)), "
        + "\(members.count) hospitals")
  }
}
