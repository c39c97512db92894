import Artifacts
import SharedFolder

/// Who may write in the hospitals' folders, by owner, bits and access control as this machine knows
/// them. Nothing is created to find out.
struct RightsCheck {
  let rights: AccountRights
  /// Whether another machine serves the share: its server decides, and may squash accounts.
  let isRemote: Bool

  /// The own folder; `nil` facts where it is not there.
  func own(_ member: MemberID, _ facts: EntryFacts?, hasJoined: Bool) -> DoctorFinding {
    guard let facts else {
      return hasJoined
        ? .fail(
          .folder, .tryLater,
          "\(member)/ is not in the shared directory although \(member) has joined",
          next: "mount the share, or wait until it is synchronised")
        : .skip(
          .folder, "\(member)/ is not there yet", next: "'join' (the founder: 'init') makes it")
    }
    guard facts.isDirectory else {
      return .fail(
        .folder, .violation, "\(member) is no folder in the shared directory, but a link or a file",
        next: "ask whoever keeps the share to remove it")
    }
    guard facts.isWritable else {
      return .fail(
        .folder, .io, "\(member)/ cannot be written by this account",
        next: "run as the node's account, or give it the folder: chown, or the export's options")
    }
    if facts.mode & 0o022 != 0 {
      return .note(
        .folder, "\(member)/ can be written by other accounts of this machine",
        next: "chmod go-w '\(member)' in the shared directory")
    }
    if !rights.isRoot, facts.owner != rights.user {
      return .note(
        .folder,
        "\(member)/ belongs to another account (number \(facts.owner)), who can write it too",
        next: "give it to the node's account with chown")
    }
    return .ok(.folder, "\(member)/ is writable for this account and for no other")
  }

  /// The others' folders.
  func others(_ found: [(member: MemberID, facts: EntryFacts)]) -> DoctorFinding {
    let folders = found.filter(\.facts.isDirectory)
    guard !folders.isEmpty else { return .skip(.others, "nobody else has a folder here yet") }
    let unsure = isRemote ? "; what the server itself would allow is not seen from here" : ""
    if rights.isRoot {
      let open = folders.filter { $0.facts.mode & 0o022 != 0 }
      return open.isEmpty
        ? .skip(
          .others, "root may write everywhere",
          next: "run the doctor as the node's account, which must not be root")
        : writable(open.map(\.member), by: "other accounts than their owners")
    }
    let open = folders.filter { $0.facts.isWritable || rights.mayWrite($0.facts) }
    guard open.isEmpty else { return writable(open.map(\.member), by: "this account") }
    return .ok(
      .others, "\(Self.names(folders.map(\.member))) cannot be written by this account" + unsure)
  }

  private func writable(_ members: [MemberID], by whom: String) -> DoctorFinding {
    .note(
      .others, "\(Self.names(members)) can be written by \(whom)",
      next:
        "one account per hospital, each the only one that writes its folder (chmod go-w, chown, "
        + "or the options of the export); where a tool writes them here, such as Syncthing, make "
        + "them 'Receive Only'")
  }

  static func names(_ members: [MemberID]) -> String {
    members.map { "\($0)/" }.joined(separator: ", ")
  }
}
