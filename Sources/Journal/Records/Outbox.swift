/// What this hospital has signed, stored before anybody sees it.
///
/// Every artifact is first stored here, complete and signed, under its slot (kind, round, K,
/// ballot); a slot is filled once; publishing copies from here, and after a crash copies again.
/// Security rests on it: a second, different file for one slot could open one hospital's sum.
public struct Outbox: Sendable {
  /// One file of a slot.
  public struct File: Hashable, Sendable {
    /// Where it is published, relative to the shared folder.
    public let path: String
    /// Its content.
    public let bytes: [UInt8]

    /// Names a file.
    public init(path: String, bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }
  }

  private static let top = StorePath("outbox")
  private let store: any PrivateStore

  /// The outbox of a store.
  public init(_ store: any PrivateStore) {
    self.store = store
  }

  /// Fills a slot, once and for ever; on the disk when this returns.
  /// - Parameters:
  ///   - slot: The slot's key, any text of moderate length.
  ///   - files: At least one, in the order in which they are to be published.
  /// - Returns: `alreadyThere` when the slot holds exactly these files.
  /// - Throws: `slotTaken` when it holds others, from this process or another; `full`, `io`. Then
  ///   the slot is as it was, and nothing may be published.
  @discardableResult
  public func fill(_ slot: String, with files: [File]) throws(JournalError) -> Creation {
    let entries = files.enumerated().map { (name: "\($0)-\($1.path)", bytes: $1.bytes) }
    return try store.createDirectory(entries, at: Self.top.appending(slot))
  }

  /// The filled slots, sorted.
  /// - Throws: `io`.
  public func slots() throws(JournalError) -> [String] {
    try store.list(Self.top).sorted()
  }

  /// Whether a slot is filled.
  /// - Throws: `io`.
  public func contains(_ slot: String) throws(JournalError) -> Bool {
    try !store.list(Self.top.appending(slot)).isEmpty
  }

  /// The paths of a slot's files in the order of publication; empty when it is not filled.
  /// - Throws: `io`.
  public func paths(of slot: String) throws(JournalError) -> [String] {
    try entries(of: slot).map(\.path)
  }

  /// A slot's files in the order of publication; empty when it is not filled.
  /// - Throws: `permissions`, `corrupt`, `io`.
  public func files(of slot: String) throws(JournalError) -> [File] {
    var files: [File] = []
    for entry in try entries(of: slot) {
      let path = Self.top.appending(slot).appending(entry.name)
      guard let bytes = try store.read(path) else {
        throw .corrupt(path.description, "it vanished")
      }
      files.append(File(path: entry.path, bytes: bytes))
    }
    return files
  }

  private func entries(
    of slot: String
  ) throws(JournalError) -> [(index: Int, path: String, name: String)] {
    var entries: [(index: Int, path: String, name: String)] = []
    for name in try store.list(Self.top.appending(slot)) {
      let parts = name.split(separator: "-", maxSplits: 1)
      guard parts.count == 2, let index = Int(parts[0]) else {
        throw .corrupt("outbox/\(slot)", "\(name) is not a file of it")
      }
      entries.append((index, String(parts[1]), name))
    }
    return entries.sorted { $0.index < $1.index }
  }
}
