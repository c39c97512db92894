import Foundation
import Glibc
import Synchronization
import TestFolders

/// What nodes say while something runs.
enum StandardError {
  private static let lock = Mutex(())

  /// Runs and returns the lines about `ids` on standard error; all others are passed on.
  ///
  /// The descriptor belongs to the whole process, so the names must be used by this test alone.
  static func lines(about ids: [String], during body: () throws -> Void) throws -> [String] {
    let path = TemporaryFolders.path + "/decaph-log-\(UUID().uuidString)"
    defer { unlink(path) }
    let all = try lock.withLock { _ in
      let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      let saved = dup(STDERR_FILENO)
      dup2(file, STDERR_FILENO)
      defer {
        dup2(saved, STDERR_FILENO)
        close(saved)
        close(file)
      }
      try body()
      return try String(contentsOfFile: path, encoding: .utf8)
    }
    let lines = all.split(separator: "\n").map(String.init)
    let own = lines.filter { line in ids.contains { line.contains(" \($0) ") } }
    let others = lines.filter { !own.contains($0) }
    if !others.isEmpty {
      FileHandle.standardError.write(Data((others.joined(separator: "\n") + "\n").utf8))
    }
    return own
  }
}
