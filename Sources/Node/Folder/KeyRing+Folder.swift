import Artifacts
import SharedFolder

extension KeyRing {
  /// The members' keys with every change that lies in their folders now.
  convenience init(_ manifest: Verified<Manifest>, in folder: any Folder) {
    self.init(manifest)
    for member in manifest.content.members { adopt(of: member.id, in: folder) }
  }

  /// Takes in the changes of a member's key that lie in its folder now. What is not complete or not
  /// vouched for changes nothing.
  func adopt(of member: MemberID, in folder: any Folder) {
    let names = (try? folder.list("\(member)/consortium")) ?? []
    for slot in Self.entries(among: names) {
      let place = Place(member: member, slot: slot)
      if let file = try? ConsortiumReader(folder: folder).read(place) { _ = try? adopt(file) }
    }
  }
}
