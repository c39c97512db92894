import Foundation
import Glibc

extension ProcessLock {
  /// Whether some process on this machine works with a state.
  public enum Holder: Hashable, Sendable {
    /// This process holds the lock.
    case process(Int32)
    /// Nobody does.
    case nobody
    /// The kernel's list of locks cannot be read.
    case unknown
  }

  /// Finds out who holds the lock of a state from the kernel's list of locks.
  ///
  /// Trying to take it, even for a moment, could turn away a node that starts just then.
  public static func holder(of state: String) -> Holder {
    let path = state + "/.process-lock"
    guard let locks = try? String(contentsOfFile: "/proc/locks", encoding: .utf8) else {
      return .unknown
    }
    var status = stat()
    guard lstat(path, &status) == 0 else { return .nobody }
    // `1: FLOCK  ADVISORY  WRITE 812 fe:01:12345 0 EOF`
    for line in locks.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count > 5, fields[1] == "FLOCK", let process = Int32(fields[4]),
        fields[5].split(separator: ":").last.flatMap({ UInt64($0) }) == UInt64(status.st_ino),
        process == written(in: path)
      else { continue }
      return .process(process)
    }
    return .nobody
  }

  /// The identifier that the last holder wrote: inode numbers alone are not unique.
  private static func written(in path: String) -> Int32? {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    return Int32(text.prefix { $0 != "\n" })
  }
}
