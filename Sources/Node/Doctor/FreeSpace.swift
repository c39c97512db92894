import Glibc

/// What a file system has left for this account.
struct FreeSpace: Hashable {
  let bytes: Int
  /// Files; `nil` where it makes as many as there is room for.
  let files: Int?

  init(bytes: Int, files: Int?) { (self.bytes, self.files) = (bytes, files) }

  /// Asks the file system that holds a path; `nil` where it does not tell.
  init?(at path: String) {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return nil }
    bytes = Int(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
    files = status.f_files == 0 ? nil : Int(clamping: status.f_favail)
  }
}
