import Foundation
import SharedFolder

/// Opens the shared directory of a command line.
enum SharedFolders {
  /// The directory; it must exist, because a missing one is most often a missing mount.
  static func open(_ path: String) throws -> DirectoryFolder {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory),
      isDirectory.boolValue
    else {
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
