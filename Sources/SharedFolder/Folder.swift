/// The directory that the hospitals share, as bytes under names.
///
/// Two implementations: `DirectoryFolder` on disk and `MemoryFolder` for tests and simulation.
/// Nothing here judges content: a file that exists means nothing until its signature and its
/// digests are checked on a private copy.
public protocol Folder: Sendable {
  /// The names in one directory, read afresh, in no particular order.
  ///
  /// A missing directory is an empty one, for it may simply not have arrived yet; only the root
  /// must exist. The listing is never complete knowledge: a transport may deliver more later.
  /// - Throws: `notMounted` when the root is absent, `notRegular` when a component of the path is
  ///   a link or a file, `notReady` when the directory cannot be read now, `io`.
  func list(_ directory: FolderPath) throws(FolderError) -> [String]

  /// The whole content of one regular file.
  /// - Parameters:
  ///   - path: A file whose name was listed before. A name that is asked for before it exists may
  ///     stay absent for half a minute on NFS.
  ///   - limit: The largest size in bytes that this kind of file may have; refused before reading.
  /// - Throws: `missing`, `notReady`, `tooLarge`, `notRegular`, `notMounted`, `io`.
  func read(_ path: FolderPath, limit: Int) throws(FolderError) -> [UInt8]

  /// Whether a regular file has exactly this content; it is not read into memory as a whole.
  /// - Parameter path: As in `read(_:limit:)`.
  /// - Throws: `missing`, `notReady`, `notRegular`, `notMounted`, `io`.
  func holds(_ content: [UInt8], at path: FolderPath) throws(FolderError) -> Bool

  /// The stamp of a regular file; `nil` where there is none, or where the folder knows no stamps.
  /// - Parameter path: A file whose name was listed before, as in `read(_:limit:)`.
  /// - Throws: `notReady`, `notRegular`, `notMounted`, `io`.
  func stamp(of path: FolderPath) throws(FolderError) -> FileStamp?

  /// Writes a file once and for ever.
  ///
  /// The caller has the same bytes in durable private memory already, holds the lock of its own
  /// state, and publishes only under its own member's folder. A reader sees the whole file or no
  /// file. Can be repeated after any crash and any error.
  /// - Returns: Whether the file was written now or stood there with the same bytes.
  /// - Throws: `conflict` when the name holds other bytes (they stay), `full`, `notMounted`,
  ///   `notReady`, `notRegular`, `io`. After an error there is no temporary file left.
  @discardableResult
  func publish(_ bytes: [UInt8], at path: ArtifactPath) throws(FolderError) -> Publication

  /// Deletes a sealed file of this member's own, which nobody needs any more; one that is not there
  /// is deleted already. What is signed is never deleted.
  /// - Parameter path: A payload; anything else is a fault of the caller.
  /// - Returns: Whether it was there.
  /// - Throws: `notMounted`, `notReady`, `notRegular`, `io`.
  @discardableResult
  func removePayload(at path: ArtifactPath) throws(FolderError) -> Bool

  /// Gives an own directory a new time of change, so that caches of it are thrown away.
  ///
  /// NFS 3 compares times: a file published in the same tick in which another client listed the
  /// directory stayed unseen there for good (5 of 60 in user-mode-linux, none after this).
  /// - Throws: `notMounted`, `notReady`, `io`.
  func touch(_ folder: ArtifactFolder, of member: MemberName) throws(FolderError)

  /// Writes a member's `status.json`, the one file that may be replaced.
  ///
  /// Not durable and never an input: it is for display alone.
  /// - Throws: `full`, `notMounted`, `notRegular`, `io`.
  func replace(_ bytes: [UInt8], at path: StatusPath) throws(FolderError)
}

/// What publishing found.
public enum Publication: String, Sendable {
  /// The file was written.
  case published
  /// The same bytes stood there already.
  case alreadyThere
}

extension Folder {
  /// A folder that knows no stamps.
  public func stamp(of path: FolderPath) throws(FolderError) -> FileStamp? { nil }

  /// The whole content of one of the protocol's files; see `read(_:limit:)`.
  public func read(_ path: ArtifactPath, limit: Int) throws(FolderError) -> [UInt8] {
    try read(path.path, limit: limit)
  }
}
