import Glibc

extension Descriptor {
  /// The names in this directory, in the order of the file system.
  ///
  /// Reads through a handle opened anew: one that was read before may answer from a cache.
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
      if name != "." && name != ".." { names.append(name) }
    }
  }
}
