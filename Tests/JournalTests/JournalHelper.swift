import Foundation
import Journal
import Testing

/// What the helper process does, and what it writes.
@Suite struct JournalHelper {
  @Test(.enabled(if: !HelperProcess.task.isEmpty, "other tests run it in its own process"))
  func journalHelper() throws {
    let task = HelperProcess.task
    let state = try StateDirectory(task[1], outside: nil)
    switch task[0] {
    case "hold-lock":
      guard case .acquired(let lock) = try ProcessLock.tryAcquire(in: state) else { return }
      try AtomicFile.write([], to: state.path + "/held")
      withExtendedLifetime(lock) { while true { pause() } }
    case "go-on-for-ever":
      let journal = Journal(try DirectoryStore(state))
      try AtomicFile.write([], to: state.path + "/started")
      let start = try journal.value("done", of: Int.self).load() ?? 0
      for number in start... { try Self.step(number, journal) }
    case "fill-once":
      let outbox = Outbox(try DirectoryStore(state))
      while access(state.path + "/go", F_OK) != 0 { usleep(50) }
      try outbox.fill("slot", with: Self.files(Int(task[2]) ?? 0))
    default:
      Issue.record("unknown task")
    }
  }

  /// One round's worth of memory, in the order of the protocol.
  static func step(_ number: Int, _ journal: Journal) throws {
    let key = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 32)
    _ = try key.withUnsafeBytes { try journal.secrets.store($0, as: "round-\(number)") }
    try journal.charges(of: Int.self).charge(number, for: "slot-\(number)")
    try journal.outbox.fill("slot-\(number)", with: files(number))
    try journal.value("done", of: Int.self).save(number + 1)
    try journal.secrets.erase("round-\(number - 1)")
  }

  static func files(_ number: Int) -> [Outbox.File] {
    (0..<3).map { part in
      let size = (number + part) * 7919 % 50_000
      let byte = UInt8(truncatingIfNeeded: number &+ part)
      return Outbox.File(path: "h1/\(part)", bytes: [UInt8](repeating: byte, count: size))
    }
  }
}
