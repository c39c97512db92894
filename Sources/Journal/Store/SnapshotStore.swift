import Synchronization

/// A look at a private state beside whoever works with it: it takes no lock and changes nothing.
///
/// What is written goes into memory only and is gone with the store, so that a program can ask what
/// the hospital's node would do next without doing it.
public final class SnapshotStore: PrivateStore {
  private let disk: DirectoryStore
  private let written = MemoryStore()
  private let removed = Mutex<Set<StorePath>>([])

  /// Looks at a state that exists.
  public init(_ state: StateDirectory) { disk = DirectoryStore(reading: state) }

  /// The names in a directory; see `PrivateStore`.
  public func list(_ directory: StorePath) throws(JournalError) -> [String] {
    let gone = removed.withLock { $0 }
    let names = try disk.list(directory).filter { !gone.contains(directory.appending($0)) }
    return Array(Set(names).union(try written.list(directory)))
  }

  /// A file's content; see `PrivateStore`.
  public func read(_ path: StorePath, limit: Int) throws(JournalError) -> [UInt8]? {
    if let bytes = try written.read(path, limit: limit) { return bytes }
    guard !removed.withLock({ $0.contains(path) }) else { return nil }
    return try disk.read(path, limit: limit)
  }

  /// Writes a file that is never changed, in memory; see `PrivateStore`.
  public func create(_ bytes: [UInt8], at path: StorePath) throws(JournalError) -> Creation {
    if let found = try read(path) {
      guard found == bytes else { throw .slotTaken(path.description) }
      return .alreadyThere
    }
    try replace(bytes, at: path)
    return .created
  }

  /// Writes a directory with all its files at once, in memory; see `PrivateStore`.
  public func createDirectory(
    _ files: [(name: String, bytes: [UInt8])], at path: StorePath
  ) throws(JournalError) -> Creation {
    let names = try list(path)
    guard !names.isEmpty else { return try written.createDirectory(files, at: path) }
    for file in files {
      guard names.count == files.count, try read(path.appending(file.name)) == file.bytes else {
        throw .slotTaken(path.description)
      }
    }
    return .alreadyThere
  }

  /// Writes a file over the one that is there, in memory; see `PrivateStore`.
  public func replace(_ bytes: [UInt8], at path: StorePath, wiping: Bool) throws(JournalError) {
    try written.replace(bytes, at: path)
  }

  /// Adds bytes to the end of a file, in memory; see `PrivateStore`.
  public func append(_ bytes: [UInt8], to path: StorePath) throws(JournalError) {
    try replace((try read(path) ?? []) + bytes, at: path)
  }

  /// Forgets a file; see `PrivateStore`.
  public func remove(_ path: StorePath, wiping: Bool) throws(JournalError) {
    removed.withLock { _ = $0.insert(path) }
    try written.remove(path, wiping: wiping)
  }
}
