import Glibc

extension DirectoryFolder {
  private static let pieceSize = 1 << 16

  /// The whole content of one regular file; see `Folder`.
  public func read(_ path: FolderPath, limit: Int) throws(FolderError) -> [UInt8] {
    guard path != .root else { throw .notRegular(path) }
    return try Self.read(path.name, in: try open(path.parent), path: path, limit: limit)
  }

  /// Whether a file has this content; see `Folder`.
  public func holds(_ content: [UInt8], at path: FolderPath) throws(FolderError) -> Bool {
    guard path != .root else { throw .notRegular(path) }
    return try Self.holds(content, path.name, in: try open(path.parent), path: path)
  }

  /// The stamp of a file; see `Folder`.
  public func stamp(of path: FolderPath) throws(FolderError) -> FileStamp? {
    guard path != .root else { throw .notRegular(path) }
    do throws(FolderError) {
      let directory = try open(path.parent)
      // Opened, since NFS asks the server then and may answer from memory otherwise.
      let file = try Self.open(path.name, in: directory, path: path)
      let status = try reading(path) { () throws(SystemError) in try file.status() }
      guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegular(path) }
      return FileStamp(
        size: Int64(status.st_size), inode: UInt64(status.st_ino),
        modified: [Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec)],
        changed: [Int64(status.st_ctim.tv_sec), Int64(status.st_ctim.tv_nsec)])
    } catch {
      if error.code == .missing { return nil }
      throw error
    }
  }

  /// Reads a regular file of an open directory.
  static func read(
    _ name: String, in directory: borrowing Descriptor, path: FolderPath, limit: Int
  ) throws(FolderError) -> [UInt8] {
    let file = try open(name, in: directory, path: path)
    let size = try size(of: file, path)
    guard size <= limit else { throw .tooLarge(path, size, limit: limit) }
    // One byte more than promised, to notice a file that still grows.
    let bytes = try reading(path) { () throws(SystemError) in try file.read(size + 1) }
    guard bytes.count == size else { throw .short(path) }
    return bytes
  }

  /// Whether a regular file of an open directory has this content. It is read in pieces: fresh memory
  /// for a whole vector costs more than reading it.
  static func holds(
    _ content: [UInt8], _ name: String, in directory: borrowing Descriptor, path: FolderPath
  ) throws(FolderError) -> Bool {
    let file = try open(name, in: directory, path: path)
    guard try size(of: file, path) == content.count else { return false }
    var compared = 0
    // The last piece is empty, one byte long where the file still grows.
    while true {
      let rest = content.count - compared
      let piece = try reading(path) { () throws(SystemError) in
        try file.read(rest > 0 ? min(pieceSize, rest) : 1)
      }
      guard piece.isEmpty == (rest == 0) else { throw .short(path) }
      if rest == 0 { return true }
      let isSame = content.withUnsafeBytes {
        memcmp($0.baseAddress! + compared, piece, piece.count) == 0
      }
      guard isSame else { return false }
      compared += piece.count
    }
  }

  /// Opens a file; never blocks on a FIFO, never follows a link.
  private static func open(
    _ name: String, in directory: borrowing Descriptor, path: FolderPath
  ) throws(FolderError) -> Descriptor {
    try reading(path) { () throws(SystemError) in
      try directory.open(name, flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    }
  }

  private static func size(
    of file: borrowing Descriptor, _ path: FolderPath
  ) throws(FolderError) -> Int {
    let status = try reading(path) { () throws(SystemError) in try file.status() }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegular(path) }
    return Int(status.st_size)
  }
}
