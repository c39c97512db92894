/// The hospital's durable memory as bytes under names.
///
/// Two implementations: `DirectoryStore` on disk and `MemoryStore` for tests and simulation. Each
/// call is all or nothing, whatever ends the process, and what it did is on the disk when it
/// returns. That is the whole of what the journal needs from a disk.
public protocol PrivateStore: Sendable {
  /// The names in a directory, in no particular order; a missing one is empty.
  /// - Throws: `io`.
  func list(_ directory: StorePath) throws(JournalError) -> [String]

  /// A file's content; `nil` when it is not there.
  /// - Throws: `permissions` when others may read it, `tooLarge` above `limit` bytes, `io`.
  func read(_ path: StorePath, limit: Int) throws(JournalError) -> [UInt8]?

  /// Writes a file that is never changed.
  /// - Throws: `slotTaken` when it holds other bytes (they stay), `full`, `invalidName`, `io`.
  func create(_ bytes: [UInt8], at path: StorePath) throws(JournalError) -> Creation

  /// Writes a directory with all its files at once; it is never changed.
  ///
  /// Safe against another process: of two that differ, one gets `slotTaken`.
  /// - Throws: As `create(_:at:)`.
  func createDirectory(
    _ files: [(name: String, bytes: [UInt8])], at path: StorePath
  ) throws(JournalError) -> Creation

  /// Writes a file, over the one that is there.
  /// - Parameter wiping: whether the old content is overwritten once the new one is on the disk.
  /// - Throws: `full`, `invalidName`, `io`; then the old content stands. Where overwriting it failed
  ///   only then, the new content stands, and the error says so.
  func replace(_ bytes: [UInt8], at path: StorePath, wiping: Bool) throws(JournalError)

  /// Adds bytes to the end of a file. After a crash a part of them may be there.
  /// - Throws: `full`, `invalidName`, `io`.
  func append(_ bytes: [UInt8], to path: StorePath) throws(JournalError)

  /// Deletes a file; one that is not there is deleted already.
  /// - Parameter wiping: Whether to overwrite the content before. Journaling file systems and
  ///   flash memory may keep copies all the same: encrypt the disk.
  /// - Throws: `io`.
  func remove(_ path: StorePath, wiping: Bool) throws(JournalError)
}

/// What writing once found.
public enum Creation: String, Sendable {
  /// The bytes were written.
  case created
  /// The same bytes were there already.
  case alreadyThere
}

extension PrivateStore {
  /// A file's content of up to 4 GiB; see `read(_:limit:)`.
  public func read(_ path: StorePath) throws(JournalError) -> [UInt8]? {
    try read(path, limit: 1 << 32)
  }
}

extension PrivateStore {
  /// Writes a file, over the one that is there, whose content is no secret.
  public func replace(_ bytes: [UInt8], at path: StorePath) throws(JournalError) {
    try replace(bytes, at: path, wiping: false)
  }
}
