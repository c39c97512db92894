import SharedFolder
import Synchronization

/// A folder on disk that remembers what it was asked.
final class WatchedFolder: Folder {
  private let folder: DirectoryFolder
  /// How often the folder of a member itself was listed: it has a name for each round.
  let listings = Mutex(0)
  /// The names of files that were read to be compared.
  let compared = Mutex<Set<String>>([])

  init(_ folder: DirectoryFolder) { self.folder = folder }

  func list(_ directory: FolderPath) throws(FolderError) -> [String] {
    if directory.components.count == 1 { listings.withLock { $0 += 1 } }
    return try folder.list(directory)
  }

  func read(_ path: FolderPath, limit: Int) throws(FolderError) -> [UInt8] {
    try folder.read(path, limit: limit)
  }

  func holds(_ content: [UInt8], at path: FolderPath) throws(FolderError) -> Bool {
    compared.withLock { _ = $0.insert(path.name) }
    return try folder.holds(content, at: path)
  }

  func stamp(of path: FolderPath) throws(FolderError) -> FileStamp? {
    try folder.stamp(of: path)
  }

  func publish(_ bytes: [UInt8], at path: ArtifactPath) throws(FolderError) -> Publication {
    try folder.publish(bytes, at: path)
  }

  func removePayload(at path: ArtifactPath) throws(FolderError) -> Bool {
    try folder.removePayload(at: path)
  }

  func touch(_ folder: ArtifactFolder, of member: MemberName) throws(FolderError) {
    try self.folder.touch(folder, of: member)
  }

  func replace(_ bytes: [UInt8], at path: StatusPath) throws(FolderError) {
    try folder.replace(bytes, at: path)
  }
}
