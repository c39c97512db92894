/// What changes when a file is replaced or written to: with equal stamps nobody has touched it.
///
/// As far as the file system tells: not where bytes decay below it, nor on one without times of change
/// of its own (FAT, some of FUSE) where somebody sets the others back. Whoever relies on content checks
/// it; a stamp only spares reading what is checked elsewhere too.
public struct FileStamp: Codable, Hashable, Sendable {
  /// The size in bytes.
  let size: Int64
  /// The number of the file in its file system.
  let inode: UInt64
  /// When the content changed last, in seconds and nanoseconds since 1970 by the file system's clock.
  let modified: [Int64]
  /// When content, name or rights changed last.
  let changed: [Int64]
}
