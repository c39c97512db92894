import Foundation
import TestFolders

/// A directory for one test, deleted when the test lets it go.
final class TemporaryDirectory: Sendable {
  let path: String

  /// - Parameter base: `/tmp`, or `/dev/shm` where syncing costs nothing.
  init(in base: String = TemporaryFolders.path) {
    path = "\(base)/decaph-test-\(UUID().uuidString)"
    precondition(mkdir(path, 0o755) == 0, "cannot make \(path)")
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file below the directory, with the directories on its way.
  func plant(_ bytes: [UInt8], at relative: String) {
    let file = URL(fileURLWithPath: "\(path)/\(relative)")
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
    } catch {
      preconditionFailure("cannot write \(relative): \(error)")
    }
  }

  /// The mode bits of an entry.
  func mode(_ relative: String) -> mode_t? {
    var status = stat()
    return lstat("\(path)/\(relative)", &status) == 0 ? status.st_mode & 0o7777 : nil
  }
}
