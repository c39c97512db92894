import SharedFolder

/// A folder that passes everything on to another one, but for what a test wants otherwise.
public protocol ForwardingFolder: Folder {
  /// The folder behind it.
  var folder: any Folder { get }
}

extension ForwardingFolder {
  /// As ``folder`` does it; see `Folder`.
  public func list(_ directory: FolderPath) throws(FolderError) -> [String] {
    try folder.list(directory)
  }

  /// As ``folder`` does it; see `Folder`.
  public func read(_ path: FolderPath, limit: Int) throws(FolderError) -> [UInt8] {
    try folder.read(path, limit: limit)
  }

  /// As ``folder`` does it; see `Folder`.
  public func holds(_ content: [UInt8], at path: FolderPath) throws(FolderError) -> Bool {
    try folder.holds(content, at: path)
  }

  /// As ``folder`` does it; see `Folder`.
  public func stamp(of path: FolderPath) throws(FolderError) -> FileStamp? {
    try folder.stamp(of: path)
  }

  /// As ``folder`` does it; see `Folder`.
  @discardableResult
  public func publish(
    _ bytes: [UInt8], at path: ArtifactPath
  ) throws(FolderError) -> Publication {
    try folder.publish(bytes, at: path)
  }

  /// As ``folder`` does it; see `Folder`.
  @discardableResult
  public func removePayload(at path: ArtifactPath) throws(FolderError) -> Bool {
    try folder.removePayload(at: path)
  }

  /// As ``folder`` does it; see `Folder`.
  public func touch(
    _ folder: ArtifactFolder, of member: MemberName
  ) throws(FolderError) {
    try self.folder.touch(folder, of: member)
  }

  /// As ``folder`` does it; see `Folder`.
  public func replace(_ bytes: [UInt8], at path: StatusPath) throws(FolderError) {
    try folder.replace(bytes, at: path)
  }
}
