import Journal

/// A hospital's private disk in a simulation: may stop working at any write, as a crash would.
final class SimulatedStore: PrivateStore, @unchecked Sendable {
  // A simulation runs on one thread.
  private let memory: MemoryStore
  private let crash: CrashPoint

  init(_ memory: MemoryStore, crash: CrashPoint) {
    self.memory = memory
    self.crash = crash
  }

  func list(_ directory: StorePath) throws(JournalError) -> [String] {
    try alive()
    return try memory.list(directory)
  }

  func read(_ path: StorePath, limit: Int) throws(JournalError) -> [UInt8]? {
    try alive()
    return try memory.read(path, limit: limit)
  }

  func create(_ bytes: [UInt8], at path: StorePath) throws(JournalError) -> Creation {
    try write { () throws(JournalError) in try memory.create(bytes, at: path) }
  }

  func createDirectory(
    _ files: [(name: String, bytes: [UInt8])], at path: StorePath
  ) throws(JournalError) -> Creation {
    try write { () throws(JournalError) in try memory.createDirectory(files, at: path) }
  }

  func replace(_ bytes: [UInt8], at path: StorePath, wiping: Bool) throws(JournalError) {
    try write { () throws(JournalError) in try memory.replace(bytes, at: path, wiping: wiping) }
  }

  func append(_ bytes: [UInt8], to path: StorePath) throws(JournalError) {
    if crash.isNext(), !bytes.isEmpty {
      // A crash may leave a part of the line.
      try? memory.append(Array(bytes.prefix(bytes.count / 2)), to: path)
    }
    try write { () throws(JournalError) in try memory.append(bytes, to: path) }
  }

  func remove(_ path: StorePath, wiping: Bool) throws(JournalError) {
    try write { () throws(JournalError) in try memory.remove(path, wiping: wiping) }
  }

  private static let crashed = JournalError(
    .io, "the simulated process has died", remedy: "start it again")

  private func alive() throws(JournalError) {
    if crash.hasHappened { throw Self.crashed }
  }

  /// A crash comes before or after the write, never in its middle: that is what the disk promises.
  private func write<Value>(
    _ body: () throws(JournalError) -> Value
  ) throws(JournalError) -> Value {
    try alive()
    if crash.comesBefore() { throw Self.crashed }
    let value = try body()
    if crash.comesAfter() { throw Self.crashed }
    return value
  }
}
