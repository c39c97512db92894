/// What this hospital has signed, stored before anybody sees it.
///
/// Every artifact is first stored here, complete and signed, under its slot (kind, round, K,
/// ballot); a slot is filled once; publishing copies from here, and after a crash copies again.
/// Security rests on it: a second, different file for one slot could open one hospital's sum.
///
/// The slots of a folder, `round-000012/masked` for example, lie in a directory of their own, so
/// that to find them takes as long in the last round as in the first. Slots without a folder, and
/// all that earlier versions filled, lie side by side in one directory.
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

  private static let flat = StorePath("outbox")
  private static let nested = StorePath("signed")
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
    return try store.createDirectory(entries, at: try place(of: slot))
  }

  /// Forgets one file of a slot: a sealed payload that nobody needs again. The slot stays filled, and
  /// what is left of it is what was signed.
  /// - Returns: Whether it was there.
  /// - Throws: `corrupt`, `io`.
  @discardableResult
  public func drop(_ path: String, of slot: String) throws(JournalError) -> Bool {
    let isWhole = try paths(of: slot) == [path]
    precondition(!isWhole, "a slot stays filled")
    var isDropped = false
    // Where an older version has filled the slot too, its place comes last: see `place(of:)`.
    for place in [Self.nested(slot), Self.flat.appending(slot)].compactMap(\.self) {
      for entry in try entries(in: place) where entry.path == path {
        try store.remove(entry.place, wiping: false)
        isDropped = true
      }
    }
    return isDropped
  }

  /// The filled slots, sorted. All directories are read.
  /// - Throws: `io`.
  public func slots() throws(JournalError) -> [String] {
    var slots = Set(try store.list(Self.flat))
    for folder in try store.list(Self.nested) {
      let names = try store.list(Self.nested.appending(folder))
      slots.formUnion(names.map { "\(folder)/\($0)" })
    }
    return slots.sorted()
  }

  /// The names of the filled slots of a folder: `masked` for `round-000012/masked`. What other
  /// folders hold is not read.
  /// - Throws: `io`.
  public func names(in folder: String) throws(JournalError) -> Set<String> {
    let earlier = try store.list(Self.flat).filter { $0.hasPrefix(folder + "/") }
      .map { String($0.dropFirst(folder.count + 1)) }
    return Set(try store.list(Self.nested.appending(folder))).union(earlier)
  }

  /// The folders that have filled slots, sorted.
  /// - Throws: `io`.
  public func folders() throws(JournalError) -> [String] {
    let earlier = try store.list(Self.flat).compactMap { slot in
      slot.lastIndex(of: "/").map { String(slot[..<$0]) }
    }
    return Set(try store.list(Self.nested)).union(earlier).sorted()
  }

  /// Whether a slot is filled.
  /// - Throws: `io`.
  public func contains(_ slot: String) throws(JournalError) -> Bool {
    try !store.list(try place(of: slot)).isEmpty
  }

  /// The paths of a slot's files in the order of publication; empty when it is not filled.
  /// - Throws: `io`.
  public func paths(of slot: String) throws(JournalError) -> [String] {
    try entries(of: slot).map(\.path)
  }

  /// A slot's files in the order of publication; empty when it is not filled.
  /// - Throws: `permissions`, `corrupt`, `io`.
  public func files(of slot: String) throws(JournalError) -> [File] {
    try files(of: slot) { _ in true }
  }

  /// Those of a slot's files whose paths are wanted, in the order of publication; the others are
  /// not read.
  /// - Throws: `permissions`, `corrupt`, `io`.
  public func files(
    of slot: String, where isWanted: (String) -> Bool
  ) throws(JournalError) -> [File] {
    var files: [File] = []
    for entry in try entries(of: slot) where isWanted(entry.path) {
      guard let bytes = try store.read(entry.place) else {
        throw .corrupt(entry.place.description, "it vanished")
      }
      files.append(File(path: entry.path, bytes: bytes))
    }
    return files
  }

  private func entries(
    of slot: String
  ) throws(JournalError) -> [(index: Int, path: String, place: StorePath)] {
    try entries(in: try place(of: slot))
  }

  private func entries(
    in place: StorePath
  ) throws(JournalError) -> [(index: Int, path: String, place: StorePath)] {
    var entries: [(index: Int, path: String, place: StorePath)] = []
    for name in try store.list(place) {
      let parts = name.split(separator: "-", maxSplits: 1)
      guard parts.count == 2, let index = Int(parts[0]) else {
        throw .corrupt(place.description, "\(name) is not a file of it")
      }
      entries.append((index, String(parts[1]), place.appending(name)))
    }
    return entries.sorted { $0.index < $1.index }
  }

  /// Where a slot's files are. What an earlier version filled stays filled where it is.
  /// - Throws: `corrupt` when the two places hold different files: then an older version, which
  ///   sees one of them only, has filled a slot anew that this one had filled.
  private func place(of slot: String) throws(JournalError) -> StorePath {
    let flat = Self.flat.appending(slot)
    guard let nested = Self.nested(slot) else { return flat }
    let (earlier, names) = (try store.list(flat), try store.list(nested))
    guard !earlier.isEmpty else { return nested }
    guard !names.isEmpty else { return flat }
    // A payload is dropped from here first.
    var isSame = Set(names).isSubset(of: earlier)
    for name in names where isSame {
      isSame = try store.read(flat.appending(name)) == store.read(nested.appending(name))
    }
    guard isSame else {
      throw .corrupt(nested.description, "an older decaph has filled it otherwise in \(flat)")
    }
    return nested
  }

  /// The place of a slot in its folder's directory; `nil` for a slot without a folder.
  private static func nested(_ slot: String) -> StorePath? {
    slot.lastIndex(of: "/").map { end in
      nested.appending(String(slot[..<end])).appending(String(slot[slot.index(after: end)...]))
    }
  }
}
