import Artifacts
import SharedFolder

/// Looks for conflict copies and other names that nodes pass over.
struct NamesCheck {
  /// Rounds whose folders are looked into, the newest.
  private static let rounds = 20

  let folder: any Folder
  let own: MemberID?

  /// Lists the members' folders; only names are read.
  func findings() -> [DoctorFinding] {
    do {
      let (found, blocked) = try look()
      guard blocked.isEmpty else {
        return [
          .note(
            .names, "\(blocked.joined(separator: ", ")): a link or a file in place of a folder",
            next: "ask whoever keeps the share to remove it; nodes pass over what lies there")
        ]
      }
      return [Self.judge(found, own: own)]
    } catch {
      return [.fail(.names, error)]
    }
  }

  /// A name that is passed over, with the folder in which it lies; `.` for the root.
  typealias Found = (place: String, name: IgnoredName)

  /// All such names, and what lies where a member's folder should be.
  private func look() throws -> (found: [Found], blocked: [String]) {
    let members = try folder.members()
    var found: [Found] = members.ignored.map { (place: ".", name: $0) }
    var blocked: [String] = []
    for member in members.names {
      do throws(FolderError) {
        found += try strange(in: member)
      } catch {
        guard error.code == .notRegular else { throw error }
        blocked.append(member.name)
      }
    }
    return (found, blocked)
  }

  private func strange(in member: MemberName) throws(FolderError) -> [Found] {
    let folders = try folder.folders(of: member)
    var found: [Found] = folders.ignored.map { (member.name, $0) }
    // The consortium's own comes first.
    for name in folders.names.prefix(1) + folders.names.dropFirst().suffix(Self.rounds) {
      for ignored in try folder.artifacts(of: member, in: name).ignored {
        found.append(("\(member)/\(name)", ignored))
      }
    }
    return found
  }

  /// What the names mean.
  static func judge(_ found: [Found], own: MemberID?) -> DoctorFinding {
    let conflicts = found.filter { $0.name.reason == .conflictCopy }
    let ours = conflicts.filter { place, _ in
      own.map { place == $0.name || place.hasPrefix("\($0)/") } ?? false
    }
    if !ours.isEmpty {
      return .note(
        .names, "conflict copies in the own folder: \(list(ours))",
        next: "somebody else writes \(own?.name ?? "")/: stop every other node of this hospital, "
          + "and make the folder 'Send Only' here and 'Receive Only' elsewhere; the copies may stay"
      )
    }
    if !conflicts.isEmpty {
      return .note(
        .names, "conflict copies: \(list(conflicts))",
        next: "make every hospital's folder 'Send Only' at its owner and 'Receive Only' elsewhere; "
          + "nodes pass over the copies")
    }
    let changed = found.filter {
      [.caseDiffers, .numberSpelling, .misplaced].contains($0.name.reason)
    }
    if !changed.isEmpty {
      return .note(
        .names, "names that differ from the protocol's: \(list(changed))",
        next: "a tool or a person has renamed or moved files; put them back, or ask their owner")
    }
    let text =
      found.isEmpty
      ? "no strange names"
      : "\(found.count) names of tools or of broken transfers, which nodes pass over"
    return .ok(.names, text + " (the newest \(rounds) rounds)")
  }

  private static func list(_ names: [Found]) -> String {
    let shown = names.prefix(3).map { place, name in
      place == "." ? name.name : "\(place)/\(name.name)"
    }
    return shown.joined(separator: ", ")
      + (names.count > shown.count ? " and \(names.count - shown.count) more" : "")
  }
}
