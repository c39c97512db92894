import Foundation
import Glibc
import SharedFolder

/// Opens the shared directory of a command line.
enum SharedFolders {
  /// The directory; it must exist, because a missing one is most often a missing mount.
  static func open(_ path: String) throws -> DirectoryFolder {
    var facts = stat()
    let isThere = stat(path, &facts) == 0
    guard isThere || errno != EACCES else {
      throw NodeError(
        .tryLater, "this account may not enter the shared directory \(path)",
        remedy: "let it: check owner and mode of the directory and of those above it, or the "
          + "options of the mount")
    }
    guard isThere, facts.st_mode & S_IFMT == S_IFDIR else {
      throw NodeError(
        .tryLater, "the shared directory \(path) is not there",
        remedy: "check --dir, and that it is mounted")
    }
    return DirectoryFolder(path)
  }

  /// The directory, made if only its last part is missing: a founder begins with an empty one.
  static func create(_ path: String) throws -> DirectoryFolder {
    if !FileManager.default.fileExists(atPath: path) {
      do {
        try FileManager.default.createDirectory(
          atPath: path, withIntermediateDirectories: false)
      } catch {
        throw NodeError(
          .missing, "the shared directory \(path) cannot be made",
          remedy: "make the folder above it, or check --dir and the mount")
      }
    }
    return try open(path)
  }
}
