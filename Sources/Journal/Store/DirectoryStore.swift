import Glibc
import Synchronization

/// Private state on disk. Files 0600, directories 0700.
///
/// Whatever is written whole is written under `.tmp/`, synced, moved to its place, and the
/// directory synced. What a crash left under `.tmp/` is removed at the next start. `.lock` is held
/// during each change, so that a start does not take another process's change for a crash.
public final class DirectoryStore: PrivateStore {
  /// Where the state lies.
  public let state: StateDirectory
  /// Directories whose names this process has brought to the disk: a crash may have come between
  /// making one and syncing its parent.
  private let durable = Mutex<Set<[String]>>([])

  /// Opens the store and removes what a crash left half-written.
  /// - Throws: `io`, `full`; `permissions` for root in the state of another account.
  public init(_ state: StateDirectory) throws(JournalError) {
    try state.checkIsOwn()
    self.state = state
    let change = try begin(StorePath("start"))
    try using(state.path) { () throws(SystemError) in
      // Unlinked and not wiped: a leftover may be the second name of a file that is in use.
      for name in try change.temporary.entries() {
        if !change.temporary.unlink(name) { try change.temporary.removeDirectory(name) }
      }
    }
  }

  /// Opens the store for reading alone: nothing is removed, no lock is taken.
  init(reading state: StateDirectory) { self.state = state }

  /// The names in a directory; see `PrivateStore`.
  public func list(_ directory: StorePath) throws(JournalError) -> [String] {
    let path = try location(directory)
    let names = try usingIfThere(directory.description) { () throws(SystemError) in
      try Descriptor.directory(path: path).entries()
    }
    return names?.compactMap(StorePath.decode) ?? []
  }

  /// A file's content; see `PrivateStore`.
  public func read(_ path: StorePath, limit: Int) throws(JournalError) -> [UInt8]? {
    let location = try location(path)
    let file = try usingIfThere(path.description) { () throws(SystemError) in
      try Descriptor.file(path: location)
    }
    guard let file else { return nil }
    return try file.readPrivateFile(location, limit: limit)
  }

  private func location(_ path: StorePath) throws(JournalError) -> String {
    ([state.path] + (try path.fileNames())).joined(separator: "/")
  }

  /// Takes the lock and opens what a change of one entry needs; makes missing directories.
  func begin(_ path: StorePath) throws(JournalError) -> DirectoryChange {
    let names = try path.fileNames()
    guard let name = names.last else {
      throw JournalError(.invalidName, "the top is no file", remedy: "name a file")
    }
    return try using(path.description) { () throws(SystemError) in
      let lock = try Descriptor.open(
        path: state.path + "/.lock", flags: O_RDWR | O_CREAT | O_NOFOLLOW, mode: 0o600)
      try lock.lock()
      let top = try Descriptor.directory(path: state.path)
      try top.makeDirectory(".tmp")
      return DirectoryChange(
        name: name, label: path.description, lock: lock, temporary: try top.openDirectory(".tmp"),
        directory: try openOrCreate(names.dropLast(), in: top))
    }
  }

  private func openOrCreate(
    _ names: some Collection<String>, in top: consuming Descriptor
  ) throws(SystemError) -> Descriptor {
    var directory = top
    var way: [String] = []
    for name in names {
      way.append(name)
      let made = try directory.makeDirectory(name)
      let next = try directory.openDirectory(name)
      let known = durable.withLock { $0.contains(way) }
      if made || !known {
        try directory.synchronise()
        durable.withLock { known in
          // Rounds bring new directories for ever. What is forgotten is synced once more, if at all.
          if known.count >= 256 { known.removeAll() }
          known.insert(way)
        }
      }
      directory = next
    }
    return directory
  }
}
