import Artifacts
import Console
import SharedFolder

/// What the hospitals' `status.json` say: unsigned, shown and never used.
struct Sayings {
  let folder: any Folder

  /// Reads them; a hospital that says nothing is left out.
  ///
  /// - Parameter own: the hospital that asks; it knows better.
  func read(_ members: [MemberID], except own: MemberID?) -> [Present.Saying] {
    members.filter { $0 != own && isThere($0) }.map { id in
      guard let (file, stage) = file(of: id) else {
        return Present.Saying(member: id, text: "something unreadable", time: nil)
      }
      let round = file.round.map { "round \($0), " } ?? ""
      let aside = file.setAside.isEmpty ? "" : ", sets aside " + names(file.setAside)
      let software = file.software == Software.name ? "" : ", \(file.software.prefix(32))"
      return Present.Saying(
        member: id, text: round + stage.text(file.waitingFor) + aside + software, time: file.time)
    }
  }

  /// Where a hospital's node stood when it wrote last.
  func stage(of id: MemberID) -> StatusStage? { file(of: id)?.stage }

  /// The round in work of which a hospital's node has written last.
  func round(of id: MemberID) -> Int? { file(of: id)?.file.round }

  /// The programs that hospitals' nodes name.
  func software(of members: [MemberID]) -> [MemberID: String] {
    members.reduce(into: [:]) { found, id in found[id] = file(of: id)?.file.software }
  }

  private func isThere(_ id: MemberID) -> Bool {
    (try? folder.list(id.name))?.contains(StatusPath.fileName) ?? false
  }

  private func file(of id: MemberID) -> (file: StatusFile, stage: StatusStage)? {
    guard let name = MemberName(id.name),
      let bytes = try? folder.read(StatusPath(name).path, limit: StatusFile.sizeLimit),
      // Canonical, so nothing in it can steer a terminal.
      let file = try? CanonicalJSON.decode(StatusFile.self, from: bytes, file: "status.json"),
      file.member == id, let stage = StatusStage(rawValue: file.stage)
    else { return nil }
    return (file, stage)
  }

  private func names(_ aside: [StatusFile.Aside]) -> String {
    let shown = aside.prefix(3).map { "\($0.file.prefix(80)) (\($0.code.rawValue))" }
    return shown.joined(separator: ", ") + (aside.count > 3 ? " and \(aside.count - 3) more" : "")
  }
}
