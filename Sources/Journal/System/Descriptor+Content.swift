import Glibc

extension Descriptor {
  /// Writes all bytes.
  borrowing func write(_ bytes: [UInt8]) throws(SystemError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(number, $0.baseAddress.map { $0 + written }, $0.count - written)
      }
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        throw SystemError("write")
      }
    }
  }

  /// Reads up to `count` bytes; fewer only at the end of the file.
  borrowing func read(_ count: Int) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let part = Glibc.read(number, buffer.baseAddress.map { $0 + filled }, count - filled)
        if part > 0 {
          filled += part
        } else if part == 0 {
          return
        } else if errno != EINTR {
          failure = SystemError("read")
          return
        }
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Reads a whole private file.
  /// - Throws: `permissions` when others may read it, `tooLarge`, `corrupt` when it is no plain
  ///   file or changes while it is read, `io`.
  borrowing func readPrivateFile(_ label: String, limit: Int) throws(JournalError) -> [UInt8] {
    let status = try using(label) { () throws(SystemError) in try self.status() }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .corrupt(label, "not a plain file") }
    guard status.st_mode & 0o077 == 0 else { throw .permissions(label, mode: "600") }
    guard status.st_uid == geteuid() || geteuid() == 0 else { throw .otherOwner(label) }
    return try readContent(label, status, limit: limit)
  }

  /// Reads the content of an open plain file whose status was looked at.
  borrowing func readContent(
    _ label: String, _ status: stat, limit: Int
  ) throws(JournalError) -> [UInt8] {
    let size = Int(status.st_size)
    guard size <= limit else { throw .tooLarge(label, size, limit) }
    let bytes = try using(label) { () throws(SystemError) in try read(size) }
    guard bytes.count == size else { throw .corrupt(label, "it became shorter while it was read") }
    return bytes
  }

  /// Writes a new private file in this directory: mode 0600, on the disk when this returns.
  ///
  /// On an error the file may be there in part; the caller unlinks it.
  borrowing func createPrivateFile(_ name: String, _ bytes: [UInt8]) throws(SystemError) {
    let file = try open(name, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
    try file.write(bytes)
    try file.synchronise()
    try file.close()
  }
}
