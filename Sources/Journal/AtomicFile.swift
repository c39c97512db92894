import Glibc

/// One private file by its path, written whole or not at all. For what lies beside a store.
public enum AtomicFile {
  /// Writes a file with mode 0600, over the one that is there; on the disk when this returns.
  ///
  /// Its directory must exist. A crash may leave a file `.new-…` beside it.
  /// - Throws: `full`, `io`; then the old content stands.
  public static func write(_ bytes: [UInt8], to path: String) throws(JournalError) {
    let (parent, name) = split(path)
    let temporary = "." + DirectoryChange.temporaryName()
    try using(path) { () throws(SystemError) in
      let directory = try Descriptor.directory(path: parent)
      do throws(SystemError) {
        try directory.createPrivateFile(temporary, bytes)
        try directory.rename(temporary, to: directory, name)
      } catch {
        directory.unlink(temporary)
        throw error
      }
      try directory.synchronise()
    }
  }

  /// Reads a private file; `nil` when it is not there.
  /// - Throws: `permissions` when others than the owner may read it, `tooLarge` above `limit`
  ///   bytes, `corrupt` when it is no plain file, `io`.
  public static func read(_ path: String, limit: Int) throws(JournalError) -> [UInt8]? {
    let file = try usingIfThere(path) { () throws(SystemError) in
      try Descriptor.file(path: path)
    }
    guard let file else { return nil }
    return try file.readPrivateFile(path, limit: limit)
  }

  private static func split(_ path: String) -> (parent: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    return (String(path[...slash]), String(path[path.index(after: slash)...]))
  }
}
