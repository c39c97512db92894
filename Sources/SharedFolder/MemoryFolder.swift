import Synchronization

/// A shared folder in memory, for tests and for the simulator; behaves as `DirectoryFolder`.
public final class MemoryFolder: Folder {
  private enum Entry {
    case directory
    case file([UInt8])
  }

  /// Every directory by its path, with what it holds.
  private let directories = Mutex<[FolderPath: [String: Entry]]>([.root: [:]])

  /// An empty folder.
  public init() {}

  /// The names in one directory, read afresh; see `Folder`.
  public func list(_ directory: FolderPath) throws(FolderError) -> [String] {
    try directories.withLock { state throws(FolderError) in
      try Self.checkWay(to: directory, in: state)
      return state[directory].map { Array($0.keys) } ?? []
    }
  }

  /// The whole content of one regular file; see `Folder`.
  public func read(_ path: FolderPath, limit: Int) throws(FolderError) -> [UInt8] {
    try directories.withLock { state throws(FolderError) in
      try Self.checkWay(to: path.parent, in: state)
      switch state[path.parent]?[path.name] {
      case nil:
        throw path == .root ? .notRegular(path) : .missing(path)
      case .directory:
        throw .notRegular(path)
      case .file(let bytes):
        guard bytes.count <= limit else { throw .tooLarge(path, bytes.count, limit: limit) }
        return bytes
      }
    }
  }

  /// Whether a file has this content; see `Folder`.
  public func holds(_ content: [UInt8], at path: FolderPath) throws(FolderError) -> Bool {
    try read(path, limit: .max) == content
  }

  /// Writes a file once and for ever; see `Folder`.
  @discardableResult
  public func publish(
    _ bytes: [UInt8], at path: ArtifactPath
  ) throws(FolderError) -> Publication {
    try directories.withLock { state throws(FolderError) in
      let path = path.path
      try Self.makeWay(to: path.parent, in: &state)
      switch state[path.parent]?[path.name] {
      case nil:
        state[path.parent]?[path.name] = .file(bytes)
        return .published
      case .file(bytes):
        return .alreadyThere
      default:
        throw .conflict(path)
      }
    }
  }

  /// Deletes a sealed file of this member's own; see `Folder`.
  @discardableResult
  public func removePayload(at path: ArtifactPath) throws(FolderError) -> Bool {
    precondition(path.name.part == .payload, "only sealed files are deleted, not \(path)")
    return try directories.withLock { state throws(FolderError) in
      let path = path.path
      try Self.checkWay(to: path.parent, in: state)
      if case .directory = state[path.parent]?[path.name] { throw .notRegular(path) }
      return state[path.parent]?.removeValue(forKey: path.name) != nil
    }
  }

  /// Nothing caches a directory in memory; see `Folder`.
  public func touch(_ folder: ArtifactFolder, of member: MemberName) throws(FolderError) {}

  /// Writes a member's `status.json`; see `Folder`.
  public func replace(_ bytes: [UInt8], at path: StatusPath) throws(FolderError) {
    try plant(bytes, at: path.path)
  }

  /// Puts a file anywhere, as a peer or a transport could; replaces a file.
  /// - Throws: `notRegular` when a directory or, on the way, a file is there.
  public func plant(_ bytes: [UInt8], at path: FolderPath) throws(FolderError) {
    try directories.withLock { state throws(FolderError) in
      try Self.makeWay(to: path.parent, in: &state)
      if path == .root || state[path] != nil { throw .notRegular(path) }
      state[path.parent]?[path.name] = .file(bytes)
    }
  }

  /// Deletes a file or a directory with all it holds, as a peer or a transport could.
  public func remove(_ path: FolderPath) {
    directories.withLock { state in
      state[path.parent]?[path.name] = nil
      for directory in state.keys where directory.components.starts(with: path.components) {
        state[directory] = nil
      }
    }
  }

  /// Checks that no file stands on the way, and that the root was not removed.
  private static func checkWay(
    to directory: FolderPath, in state: [FolderPath: [String: Entry]]
  ) throws(FolderError) {
    if state[.root] == nil { throw .rootMissing("in memory", "removed") }
    var way = FolderPath.root
    for name in directory.components {
      if case .file = state[way]?[name] { throw .notRegular(directory) }
      way = FolderPath(components: way.components + [name])
    }
  }

  /// Makes the directories on the way that are missing.
  private static func makeWay(
    to directory: FolderPath, in state: inout [FolderPath: [String: Entry]]
  ) throws(FolderError) {
    try checkWay(to: directory, in: state)
    var way = FolderPath.root
    for name in directory.components {
      state[way]?[name] = .directory
      way = FolderPath(components: way.components + [name])
      if state[way] == nil { state[way] = [:] }
    }
  }
}
