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

  /// Opens a path.
  static func open(
    path: String, flags: Int32, mode: mode_t = 0
  ) throws(SystemError) -> Descriptor {
    let number = Glibc.open(path, flags | O_CLOEXEC, mode)
    guard number >= 0 else { throw SystemError("open") }
    return Descriptor(number: number)
  }

  /// Opens a path to read a file, without following a link at its end or waiting for a FIFO.
  static func file(path: String) throws(SystemError) -> Descriptor {
    try open(path: path, flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  }

  /// Opens a directory by its path; symbolic links are followed.
  static func directory(path: String) throws(SystemError) -> Descriptor {
    try open(path: path, flags: O_RDONLY | O_DIRECTORY)
  }

  /// Opens an entry of this directory.
  borrowing func open(
    _ name: String, flags: Int32, mode: mode_t = 0
  ) throws(SystemError) -> Descriptor {
    let number = openat(number, name, flags | O_CLOEXEC, mode)
    guard number >= 0 else { throw SystemError("open") }
    return Descriptor(number: number)
  }

  /// Opens a directory in this directory.
  borrowing func openDirectory(_ name: String) throws(SystemError) -> Descriptor {
    try open(name, flags: O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
  }

  /// Closes and reports what closing tells.
  consuming func close() throws(SystemError) {
    let number = number
    discard self
    // After EINTR the descriptor is gone all the same on Linux, and the data is synced before.
    if Glibc.close(number) != 0, errno != EINTR { throw SystemError("close") }
  }

  /// Type, size, owner and mode of the open file.
  borrowing func status() throws(SystemError) -> stat {
    var status = stat()
    guard fstat(number, &status) == 0 else { throw SystemError("fstat") }
    return status
  }

  /// Brings content (or a directory's names) to the disk.
  borrowing func synchronise() throws(SystemError) {
    while fsync(number) != 0 {
      guard errno == EINTR else { throw SystemError("fsync") }
    }
  }

  /// Waits for, and takes, the lock on this open file; it ends when the file is closed.
  borrowing func lock() throws(SystemError) {
    while flock(number, LOCK_EX) != 0 {
      guard errno == EINTR else { throw SystemError("flock") }
    }
  }
}
