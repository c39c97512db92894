import SharedFolder

/// What was carried, what was there, and what was not carried.
struct CarryTally {
  /// Files that were written, and their bytes.
  private(set) var files = 0
  private(set) var bytes = 0
  /// Where they belong.
  private(set) var folders: Set<ArtifactFolder> = []
  private(set) var members: Set<MemberName> = []
  /// Files that the target held already.
  var same = 0
  /// Files for which there was no room, and their bytes.
  private(set) var left = (files: 0, bytes: 0)
  /// Why there was no room.
  var full: FolderError?
  /// Statements of which a part is not here yet.
  var incomplete: [String] = []
  var faults: [CarryFault] = []

  mutating func carry(_ path: ArtifactPath, _ size: Int) {
    files += 1
    bytes += size
    folders.insert(path.folder)
    members.insert(path.member)
  }

  mutating func leave(_ size: Int) {
    left.files += 1
    left.bytes += size
  }
}
