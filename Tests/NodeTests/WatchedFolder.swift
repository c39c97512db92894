import SharedFolder
import Synchronization
import TestFolders

/// A folder on disk that remembers what it was asked.
final class WatchedFolder: ForwardingFolder {
  let folder: any Folder
  /// How often the folder of a member itself was listed: it has a name for each round.
  let listings = Mutex(0)
  /// The names of files that were read to be compared.
  let compared = Mutex<Set<String>>([])

  init(_ folder: DirectoryFolder) { self.folder = folder }

  func list(_ directory: FolderPath) throws(FolderError) -> [String] {
    if directory.components.count == 1 { listings.withLock { $0 += 1 } }
    return try folder.list(directory)
  }

  func holds(_ content: [UInt8], at path: FolderPath) throws(FolderError) -> Bool {
    compared.withLock { _ = $0.insert(path.name) }
    return try folder.holds(content, at: path)
  }
}
