import Glibc

/// The shared folder on disk, under whatever mounts or synchronises it.
///
/// Holds no open file between calls, so the share may be unmounted and come back. Paths are
/// walked one component at a time without following links, so nothing that a peer puts into the
/// folder leads out of it.
public struct DirectoryFolder: Folder {
  /// The path of the shared folder; itself it may be reached through links.
  public let root: String

  /// Names a shared folder; nothing is opened yet.
  public init(_ root: String) {
    self.root = root
  }

  /// The names in one directory, read afresh; see `Folder`.
  public func list(_ directory: FolderPath) throws(FolderError) -> [String] {
    do throws(FolderError) {
      let descriptor = try open(directory)
      return try reading(directory) { () throws(SystemError) in try descriptor.entries() }
    } catch  where error.code == .missing {
      return []
    }
  }

  /// The whole content of one regular file; see `Folder`.
  public func read(_ path: FolderPath, limit: Int) throws(FolderError) -> [UInt8] {
    guard path != .root else { throw .notRegular(path) }
    return try Self.read(path.name, in: try open(path.parent), path: path, limit: limit)
  }

  /// Opens the root, then each component in turn.
  func open(_ directory: FolderPath) throws(FolderError) -> Descriptor {
    var descriptor = try openRoot()
    for name in directory.components {
      descriptor = try reading(directory) { () throws(SystemError) in
        try descriptor.openDirectory(name)
      }
    }
    return descriptor
  }

  func openRoot() throws(FolderError) -> Descriptor {
    do throws(SystemError) {
      return try .directory(path: root)
    } catch {
      throw FolderError(root: root, error)
    }
  }

  /// Reads a regular file of an open directory; never blocks on a FIFO, never follows a link.
  static func read(
    _ name: String, in directory: borrowing Descriptor, path: FolderPath, limit: Int
  ) throws(FolderError) -> [UInt8] {
    let file = try reading(path) { () throws(SystemError) in
      try directory.open(name, flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    }
    let status = try reading(path) { () throws(SystemError) in try file.status() }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegular(path) }
    let size = Int(status.st_size)
    guard size <= limit else { throw .tooLarge(path, size, limit: limit) }
    // One byte more than promised, to notice a file that still grows.
    let bytes = try reading(path) { () throws(SystemError) in try file.read(size + 1) }
    guard bytes.count == size else { throw .short(path) }
    return bytes
  }
}
