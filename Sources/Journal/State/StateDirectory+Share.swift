import Glibc

extension StateDirectory {
  /// Whether a directory, which may not exist yet, is or would be inside the share.
  ///
  /// Climbs from the deepest directory that exists and compares device and inode, so that
  /// links, bind mounts and spellings make no difference.
  static func lies(_ path: String, inside share: String) throws(JournalError) -> Bool {
    guard let target = try identity(of: share) else { return false }
    var way = path.split(separator: "/").map(String.init)
    while try identity(of: "/" + way.joined(separator: "/")) == nil { way.removeLast() }
    return try using(path) { () throws(SystemError) in
      var directory = try Descriptor.directory(path: "/" + way.joined(separator: "/"))
      var here = Identity(try directory.status())
      while true {
        if here == target { return true }
        directory = try directory.openDirectory("..")
        let above = Identity(try directory.status())
        if above == here { return false }
        here = above
      }
    }
  }

  /// Which directory it is; `nil` when there is none.
  private static func identity(of path: String) throws(JournalError) -> Identity? {
    do throws(SystemError) {
      return Identity(try Descriptor.directory(path: path).status())
    } catch {
      if error.number == ENOENT, path != "/" { return nil }
      throw JournalError(path, error)
    }
  }

  private struct Identity: Equatable {
    let device: dev_t
    let inode: ino_t

    init(_ status: stat) {
      device = status.st_dev
      inode = status.st_ino
    }
  }
}
