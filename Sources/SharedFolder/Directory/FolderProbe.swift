/// What a short-lived file in the own folder showed of the file system below the share.
public struct FolderProbe: Hashable, Sendable {
  /// Whether a new file was in the listing at once, and a removed one was gone.
  public let listsAtOnce: Bool
  /// Whether after a rename the old name was gone and the new one held the same bytes.
  public let renames: Bool
  /// Whether a rename over another file left the new bytes alone.
  public let replaces: Bool
  /// Whether another spelling in upper and lower case names the same file.
  public let foldsCase: Bool
  /// Whether content, and a directory's names, can be brought to the disk.
  public let syncsFiles: Bool, syncsNames: Bool
  /// Seconds by which the file system's clock is ahead of this machine's.
  public let clockAhead: Double
  /// Seconds that all of it took.
  public let seconds: Double

  /// Collects what was seen; for judging what no test can make a disk do.
  public init(
    listsAtOnce: Bool = true, renames: Bool = true, replaces: Bool = true, foldsCase: Bool = false,
    syncsFiles: Bool = true, syncsNames: Bool = true, clockAhead: Double = 0, seconds: Double = 0
  ) {
    (self.listsAtOnce, self.renames, self.replaces) = (listsAtOnce, renames, replaces)
    (self.foldsCase, self.syncsFiles, self.syncsNames) = (foldsCase, syncsFiles, syncsNames)
    (self.clockAhead, self.seconds) = (clockAhead, seconds)
  }
}
