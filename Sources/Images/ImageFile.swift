import Foundation

/// A file on disk, opened so that nothing but a regular file is ever read.
struct ImageFile {
  let path: String

  /// The last component, which is all an error says of the path.
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// Reads the whole file.
  ///
  /// What decides is the opened descriptor, not the name: a link is followed, and what it leads
  /// to must be a regular file. `O_NONBLOCK` keeps a pipe nobody writes to from blocking the
  /// open.
  func bytes(limits: ImageLimits) throws(ImageError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw unreadable(errno) }
    defer { close(descriptor) }

    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable(errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw ImageError(.notAFile, "\(name): not a regular file", remedy: "remove it from there")
    }
    let size = Int(status.st_size)
    guard size <= limits.maximumBytes else {
      throw ImageError(
        .tooLarge, "\(name): \(size) bytes, the limit is \(limits.maximumBytes) bytes",
        remedy: "reduce the image before use")
    }

    // Zero: read to the end without an error; positive: errno.
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      while filled < size {
        let count = read(descriptor, buffer.baseAddress! + filled, size - filled)
        if count > 0 {
          filled += count
        } else if count == 0 {
          break
        } else if errno != EINTR {
          failure = errno
          break
        }
      }
    }
    guard failure == 0 else { throw unreadable(failure) }
    return bytes
  }

  private func unreadable(_ code: Int32) -> ImageError {
    ImageError(
      .unreadable, "\(name): cannot be read: \(String(cString: strerror(code)))",
      remedy: "check that the file exists and may be read")
  }
}
