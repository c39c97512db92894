import Artifacts
import SharedFolder
import Sodium

extension ConsortiumAuditor {
  /// The same audit, held against the consortium before.
  ///
  /// - Parameter directory: the shared directory of the consortium that the plan follows.
  /// - Throws: ``AuditError`` 66 when it is not there.
  public func following(_ directory: String) throws(AuditError) -> ConsortiumAuditor {
    guard AuditLocation.isDirectory(directory) else {
      throw AuditError(66, "no directory \(directory)", remedy: "check --before")
    }
    return following(DirectoryFolder(directory))
  }

  /// The same audit, held against the consortium before in a folder that need not lie on a disk.
  public func following(_ folder: any Folder) -> ConsortiumAuditor {
    var copy = self
    copy.before = AuditFolder(folder: folder)
    return copy
  }

  /// An audit of the consortium before, with the same key where it opens files there.
  func auditorBefore(_ manifest: Manifest) -> ConsortiumAuditor? {
    before.map { before in
      let session = manifest.plan.follows?.session.hex
      let found = ConsortiumAudit(before, session: session).manifest
      let isReader = key.map { found?.content.readers.contains($0.publicKey) ?? false } ?? false
      var auditor = ConsortiumAuditor(folder: before.folder, key: isReader ? key : nil)
      auditor.session = session
      return auditor
    }
  }
}
