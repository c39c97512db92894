import Artifacts

extension KeyRing {
  /// The members' keys with every change that lies in their folders.
  convenience init(_ manifest: Verified<Manifest>, in folder: AuditFolder) {
    self.init(manifest)
    for member in manifest.content.members {
      for slot in Self.entries(among: folder.list("\(member.id)/consortium")) {
        _ = folder.read(Place(member: member.id, slot: slot)) { file throws(Rejection) in
          try adopt(file)
          return try Verifier.enrolment(file)
        }
      }
    }
  }
}
