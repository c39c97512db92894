import Glibc

extension Descriptor {
  /// The names in this directory that do not start with a dot.
  borrowing func entries() throws(SystemError) -> [String] {
    let fresh = openat(number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard fresh >= 0 else { throw SystemError("open") }
    guard let stream = fdopendir(fresh) else {
      let error = SystemError("fdopendir")
      _ = Glibc.close(fresh)
      throw error
    }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        guard errno == 0 else { throw SystemError("readdir") }
        return names
      }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
  }

  /// Makes a directory with mode 0700 in this directory; tells whether it was missing.
  @discardableResult
  borrowing func makeDirectory(_ name: String) throws(SystemError) -> Bool {
    if mkdirat(number, name, 0o700) == 0 { return true }
    guard errno == EEXIST else { throw SystemError("mkdir") }
    return false
  }

  /// Renames an entry of this directory to an entry of another.
  borrowing func rename(
    _ name: String, to other: borrowing Descriptor, _ newName: String
  ) throws(SystemError) {
    guard renameat(number, name, other.number, newName) == 0 else { throw SystemError("rename") }
  }

  /// Gives a file of this directory a second name in another; replaces nothing.
  /// - Returns: Whether the name was free.
  borrowing func link(
    _ name: String, to other: borrowing Descriptor, _ newName: String
  ) throws(SystemError) -> Bool {
    if linkat(number, name, other.number, newName, 0) == 0 { return true }
    guard errno == EEXIST else { throw SystemError("link") }
    return false
  }

  /// Deletes a file where it is there; tells whether it did.
  @discardableResult
  borrowing func unlink(_ name: String) -> Bool {
    unlinkat(number, name, 0) == 0
  }

  /// Deletes a directory and the plain files in it, where they are there.
  borrowing func removeDirectory(_ name: String) throws(SystemError) {
    let directory = try openDirectory(name)
    for entry in try directory.entries() { directory.unlink(entry) }
    _ = unlinkat(number, name, AT_REMOVEDIR)
  }
}
