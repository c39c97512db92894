import Synchronization

/// Private state in memory, for tests and for the simulator; behaves as `DirectoryStore`.
public final class MemoryStore: PrivateStore {
  private enum Entry: Equatable {
    case file([UInt8])
    case directory
  }

  /// Every directory by its path, with what it holds.
  private let directories = Mutex<[StorePath: [String: Entry]]>([:])

  /// An empty store.
  public init() {}

  /// An independent copy of everything, as a backup or a cloned disk would be.
  public func copy() -> MemoryStore {
    let copy = MemoryStore()
    let content = directories.withLock { $0 }
    copy.directories.withLock { $0 = content }
    return copy
  }

  /// The names in a directory; see `PrivateStore`.
  public func list(_ directory: StorePath) throws(JournalError) -> [String] {
    directories.withLock { state in state[directory].map { Array($0.keys) } ?? [] }
  }

  /// A file's content; see `PrivateStore`.
  public func read(_ path: StorePath, limit: Int) throws(JournalError) -> [UInt8]? {
    let entry = directories.withLock { $0[path.parent]?[path.name] }
    guard case .file(let bytes) = entry else { return nil }
    guard bytes.count <= limit else { throw .tooLarge(path.description, bytes.count, limit) }
    return bytes
  }

  /// Writes a file that is never changed; see `PrivateStore`.
  public func create(_ bytes: [UInt8], at path: StorePath) throws(JournalError) -> Creation {
    _ = try path.fileNames()
    return try directories.withLock { state throws(JournalError) in
      if let found = state[path.parent]?[path.name] {
        guard found == .file(bytes) else { throw .slotTaken(path.description) }
        return .alreadyThere
      }
      Self.put(.file(bytes), at: path, in: &state)
      return .created
    }
  }

  /// Writes a directory with all its files at once; see `PrivateStore`.
  public func createDirectory(
    _ files: [(name: String, bytes: [UInt8])], at path: StorePath
  ) throws(JournalError) -> Creation {
    for file in files { _ = try path.appending(file.name).fileNames() }
    let contents = Dictionary(uniqueKeysWithValues: files.map { ($0.name, Entry.file($0.bytes)) })
    return try directories.withLock { state throws(JournalError) in
      if let found = state[path] {
        guard found == contents else { throw .slotTaken(path.description) }
        return .alreadyThere
      }
      Self.put(.directory, at: path, in: &state)
      state[path] = contents
      return .created
    }
  }

  /// Writes a file, over the one that is there; see `PrivateStore`.
  public func replace(_ bytes: [UInt8], at path: StorePath, wiping: Bool) throws(JournalError) {
    _ = try path.fileNames()
    directories.withLock { Self.put(.file(bytes), at: path, in: &$0) }
  }

  /// Adds bytes to the end of a file; see `PrivateStore`.
  public func append(_ bytes: [UInt8], to path: StorePath) throws(JournalError) {
    _ = try path.fileNames()
    directories.withLock { state in
      var whole = bytes
      if case .file(let start) = state[path.parent]?[path.name] { whole = start + bytes }
      Self.put(.file(whole), at: path, in: &state)
    }
  }

  /// Deletes a file; see `PrivateStore`.
  public func remove(_ path: StorePath, wiping: Bool) throws(JournalError) {
    directories.withLock { $0[path.parent]?[path.name] = nil }
  }

  private static func put(
    _ entry: Entry, at path: StorePath, in state: inout [StorePath: [String: Entry]]
  ) {
    var way = StorePath()
    for name in path.parent.names {
      state[way, default: [:]][name] = .directory
      way = way.appending(name)
    }
    state[way, default: [:]][path.name] = entry
  }
}
