import Glibc

/// An open file or directory that closes itself.
struct Descriptor: ~Copyable {
  let number: Int32

  private init(number: Int32) {
    self.number = number
  }

  deinit {
    _ = Glibc.close(number)
  }

  /// Opens a directory by its path; symbolic links on the way to it are followed.
  static func directory(path: String) throws(SystemError) -> Descriptor {
    let number = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard number >= 0 else { throw SystemError("open") }
    return Descriptor(number: number)
  }

  /// Opens an entry of this directory.
  borrowing func open(
    _ name: String, flags: Int32, mode: mode_t = 0
  ) throws(SystemError) -> Descriptor {
    let number = openat(number, name, flags | O_CLOEXEC, mode)
    guard number >= 0 else { throw SystemError("open") }
    return Descriptor(number: number)
  }

  /// Opens a directory in this directory; a symbolic link is refused.
  borrowing func openDirectory(_ name: String) throws(SystemError) -> Descriptor {
    try open(name, flags: O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
  }

  /// Closes and reports what closing tells: on NFS, that the data could not be stored.
  consuming func close() throws(SystemError) {
    let number = number
    discard self
    // After EINTR the descriptor is gone all the same on Linux, and the data is synced before.
    if Glibc.close(number) != 0, errno != EINTR { throw SystemError("close") }
  }

  /// Type, size and mode of the open file.
  borrowing func status() throws(SystemError) -> stat {
    var status = stat()
    guard fstat(number, &status) == 0 else { throw SystemError("fstat") }
    return status
  }

  /// Type, size, owner, mode and times of an entry of this directory; a link is not followed.
  borrowing func status(of name: String) throws(SystemError) -> stat {
    var status = stat()
    guard fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw SystemError("fstatat")
    }
    return status
  }

  /// Brings content (or a directory's names) to the disk, where the file system knows how.
  ///
  /// - Returns: whether it knows how.
  @discardableResult
  borrowing func synchronise() throws(SystemError) -> Bool {
    while fsync(number) != 0 {
      switch errno {
      case EINTR: continue
      case EINVAL, ENOTSUP, ENOSYS: return false  // Some FUSE file systems cannot; others must.
      default: throw SystemError("fsync")
      }
    }
    return true
  }

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
}
