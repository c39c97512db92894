import Glibc

extension Descriptor {
  /// Writes a new file in this directory, mode 0644.
  ///
  /// On an error the file may be there in part; the caller unlinks it.
  /// - Parameter durable: Whether the content is on the disk when this returns.
  /// - Returns: whether the file system could bring it there.
  @discardableResult
  borrowing func create(
    _ name: String, _ bytes: [UInt8], durable: Bool
  ) throws(SystemError) -> Bool {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW
    let file = try open(name, flags: flags, mode: 0o600)
    // Whatever the umask says, the other hospitals' accounts must be able to read. File systems
    // without modes refuse this, and need it not.
    _ = fchmod(file.number, 0o644)
    try file.write(bytes)
    let isDurable = durable ? try file.synchronise() : false
    try file.close()
    return isDurable
  }

  /// Opens a directory in this directory, or makes it with mode 0755, durably.
  borrowing func openOrCreateDirectory(_ name: String) throws(SystemError) -> Descriptor {
    do throws(SystemError) {
      return try openDirectory(name)
    } catch  where error.number == ENOENT {
      guard mkdirat(number, name, 0o755) == 0 || errno == EEXIST else {
        throw SystemError("mkdir")
      }
      let made = try openDirectory(name)
      _ = fchmod(made.number, 0o755)
      try synchronise()
      return made
    }
  }

  /// Sets the times of this directory to now.
  borrowing func touch() throws(SystemError) {
    guard futimens(number, nil) == 0 else { throw SystemError("futimens") }
  }

  /// Renames inside this directory; replaces.
  borrowing func rename(_ name: String, to other: String) throws(SystemError) {
    guard renameat(number, name, number, other) == 0 else { throw SystemError("rename") }
  }

  /// Deletes a file; one that is not there is deleted already.
  borrowing func remove(_ name: String) throws(SystemError) {
    guard unlinkat(number, name, 0) == 0 || errno == ENOENT else { throw SystemError("unlink") }
  }

  /// Deletes a file where it is there; tells whether it did.
  @discardableResult
  borrowing func unlink(_ name: String) -> Bool {
    unlinkat(number, name, 0) == 0
  }
}
