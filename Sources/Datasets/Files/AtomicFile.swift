import Foundation

/// A file that is either there whole or not at all, whatever happens in between.
enum AtomicFile {
  /// Writes the parts one after the other to a temporary file beside `path`, makes them durable
  /// and moves the file into place, replacing what was there.
  ///
  /// - Throws: `.unwritable`; the temporary file is removed.
  static func replace(
    _ path: String, with parts: [UnsafeRawBufferPointer], mode: mode_t = 0o600
  ) throws(DataError) {
    let temporary = "\(path).\(getpid()).tmp"
    let descriptor = open(
      temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw failure(path) }
    var written = parts.allSatisfy { append($0, to: descriptor) } && fsync(descriptor) == 0
    // Network file systems report a full disk here.
    written = close(descriptor) == 0 && written
    guard written, rename(temporary, path) == 0 else {
      let error = failure(path)
      unlink(temporary)
      throw error
    }
    syncFolder(of: path)
  }

  /// The same for bytes in an array.
  static func replace(
    _ path: String, with bytes: [UInt8], mode: mode_t = 0o600
  ) throws(DataError) {
    let result: Result<Void, DataError> = bytes.withUnsafeBytes { part in
      Result { () throws(DataError) in try replace(path, with: [part], mode: mode) }
    }
    try result.get()
  }

  /// Makes the name durable as well as the content, where the file system can.
  static func syncFolder(of path: String) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private static func append(_ part: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var rest = part[...]
    while !rest.isEmpty {
      let count = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count == 0 || errno != EINTR {
        return false
      }
    }
    return true
  }

  private static func failure(_ path: String) -> DataError {
    DataError(
      .unwritable, "\(path): cannot be written: \(String(cString: strerror(errno)))",
      remedy: "check free space and permissions")
  }
}
