import Glibc

/// Owner, rights and times of a file or a directory in the share, as this machine sees them.
public struct EntryFacts: Hashable, Sendable {
  /// Whether it is a directory, and not a link to one.
  public let isDirectory: Bool
  /// The permission bits.
  public let mode: UInt32
  /// Its owner's number.
  public let owner: UInt32
  /// Its group's number.
  public let group: UInt32
  /// When content, name or rights changed last, in seconds since 1970 by the file system's clock.
  public let changed: Double
  /// Whether this process may write it by its effective account, as the kernel answers without
  /// trying. On NFS the server may decide otherwise.
  public let isWritable: Bool
}

extension DirectoryFolder {
  /// The facts of an entry; `nil` where there is none.
  /// - Throws: As `read(_:limit:)`.
  public func facts(_ path: FolderPath) throws(FolderError) -> EntryFacts? {
    do throws(FolderError) {
      let directory = try open(path.parent)
      return try reading(path) { () throws(SystemError) in
        let name = path == .root ? "." : path.name
        let status = try directory.status(of: name)
        let flags = AT_EACCESS | AT_SYMLINK_NOFOLLOW
        return EntryFacts(
          isDirectory: status.st_mode & S_IFMT == S_IFDIR, mode: status.st_mode & 0o7777,
          owner: status.st_uid, group: status.st_gid,
          changed: SystemTime(status.st_ctim).seconds,
          isWritable: faccessat(directory.number, name, W_OK, flags) == 0)
      }
    } catch {
      if error.code == .missing { return nil }
      throw error
    }
  }
}
