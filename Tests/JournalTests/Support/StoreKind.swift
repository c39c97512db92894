import Journal

/// The implementations, which must behave alike.
enum StoreKind: CaseIterable {
  case disk
  case memory
  /// A look at a state on disk that holds something else.
  case snapshot

  func make() throws -> TestStore {
    switch self {
    case .disk:
      let directory = TemporaryDirectory()
      let state = try StateDirectory(directory.path + "/state", outside: nil)
      return TestStore(try DirectoryStore(state), keeping: directory)
    case .memory:
      return TestStore(MemoryStore(), keeping: nil)
    case .snapshot:
      let directory = TemporaryDirectory()
      return TestStore(
        SnapshotStore(try StateDirectory(directory.path + "/state", outside: nil)),
        keeping: directory)
    }
  }
}

/// A store that keeps the test's directory as long as it is used.
struct TestStore: PrivateStore {
  private let store: any PrivateStore
  private let directory: TemporaryDirectory?

  init(_ store: any PrivateStore, keeping directory: TemporaryDirectory?) {
    self.store = store
    self.directory = directory
  }

  func list(_ directory: StorePath) throws(JournalError) -> [String] {
    try store.list(directory)
  }

  func read(_ path: StorePath, limit: Int) throws(JournalError) -> [UInt8]? {
    try store.read(path, limit: limit)
  }

  func create(_ bytes: [UInt8], at path: StorePath) throws(JournalError) -> Creation {
    try store.create(bytes, at: path)
  }

  func createDirectory(
    _ files: [(name: String, bytes: [UInt8])], at path: StorePath
  ) throws(JournalError) -> Creation {
    try store.createDirectory(files, at: path)
  }

  func replace(_ bytes: [UInt8], at path: StorePath, wiping: Bool) throws(JournalError) {
    try store.replace(bytes, at: path, wiping: wiping)
  }

  func append(_ bytes: [UInt8], to path: StorePath) throws(JournalError) {
    try store.append(bytes, to: path)
  }

  func remove(_ path: StorePath, wiping: Bool) throws(JournalError) {
    try store.remove(path, wiping: wiping)
  }
}
