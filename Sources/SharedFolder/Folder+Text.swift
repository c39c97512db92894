/// Paths as the protocol's files name them: `h1/round-000012/masked.json`.
extension Folder {
  /// Lists a directory below the root; `""` is the root itself.
  public func list(_ directory: String) throws(FolderError) -> [String] {
    try list(directory.isEmpty ? .root : Self.path(directory))
  }

  /// Reads a file below the root.
  public func read(_ path: String, limit: Int) throws(FolderError) -> [UInt8] {
    try read(Self.path(path), limit: limit)
  }

  /// Whether a file below the root has exactly this content.
  public func holds(_ content: [UInt8], at path: String) throws(FolderError) -> Bool {
    try holds(content, at: Self.path(path))
  }

  /// The stamp of a file below the root.
  public func stamp(of path: String) throws(FolderError) -> FileStamp? {
    try stamp(of: Self.path(path))
  }

  /// Publishes a file of the protocol.
  @discardableResult
  public func publish(
    _ bytes: [UInt8], at path: String
  ) throws(FolderError) -> Publication {
    guard let artifact = ArtifactPath(path) else { throw Self.invalid(path) }
    return try publish(bytes, at: artifact)
  }

  private static func path(_ text: String) throws(FolderError) -> FolderPath {
    guard let path = FolderPath(text) else { throw invalid(text) }
    return path
  }

  private static func invalid(_ path: String) -> FolderError {
    FolderError(
      .missing, "'\(path)' is no path of the protocol", remedy: "report this as a fault of decaph")
  }
}
