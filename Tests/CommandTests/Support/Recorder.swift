import Foundation
import Glibc
import Synchronization

/// Watches a shared directory as a synchronising tool would, and keeps every content that any
/// file ever had.
final class Recorder: Sendable {
  private let root: String
  private let isStopped = Mutex(false)
  private let isDone = DispatchSemaphore(value: 0)
  private let seen = Mutex<[String: Set<Data>]>([:])

  /// Starts to record.
  init(_ root: String) {
    self.root = root
    Thread.detachNewThread { [self] in
      var stamps: [String: Stamp] = [:]
      while !isStopped.withLock({ $0 }) {
        look(&stamps)
        usleep(2000)
      }
      look(&stamps)
      isDone.signal()
    }
  }

  /// Stops; gives for each file all contents that it was seen with.
  func stop() -> [String: Set<Data>] {
    isStopped.withLock { $0 = true }
    isDone.wait()
    return seen.withLock { $0 }
  }

  /// Reads what is new or not the same file as at the last look.
  private func look(_ stamps: inout [String: Stamp]) {
    for member in Consortium.members {
      for folder in list("\(root)/\(member)") {
        for name in list("\(root)/\(member)/\(folder)") where !name.hasPrefix("~") {
          let file = "\(member)/\(folder)/\(name)"
          guard let stamp = Stamp("\(root)/\(file)"), stamps[file] != stamp,
            let bytes = FileManager.default.contents(atPath: "\(root)/\(file)")
          else { continue }
          stamps[file] = stamp
          seen.withLock { _ = $0[file, default: []].insert(bytes) }
        }
      }
    }
  }

  private func list(_ path: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
  }

  private struct Stamp: Equatable {
    let inode: UInt64
    let size: Int
    let seconds: Int
    let nanoseconds: Int

    init?(_ path: String) {
      var status = stat()
      guard lstat(path, &status) == 0 else { return nil }
      inode = UInt64(status.st_ino)
      size = Int(status.st_size)
      seconds = status.st_mtim.tv_sec
      nanoseconds = status.st_mtim.tv_nsec
    }
  }
}
