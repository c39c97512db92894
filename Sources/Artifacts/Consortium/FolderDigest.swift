import Sodium

/// One hash for all files of a folder: paths, contents, and who of them may be run.
///
/// BLAKE2b-256 over a line `decaph-folder/1`, then for each file, in the order of the bytes of its
/// path, a line of the BLAKE2b-256 of its contents in hex, a space, `x` or `-` for executable or
/// not, a space, and the path with `/` between its parts. Each line ends with a line feed.
public struct FolderDigest: Sendable {
  /// One file.
  public struct File: Sendable {
    /// From the folder, such as `models/net.py`.
    public let path: String
    /// BLAKE2b-256 of its contents.
    public let contents: Digest
    /// Whether its owner may run it.
    public let isExecutable: Bool

    /// Describes a file.
    public init(path: String, contents: Digest, isExecutable: Bool) {
      self.path = path
      self.contents = contents
      self.isExecutable = isExecutable
    }
  }

  /// The hash of files, in whatever order they come. No path may hold a line feed.
  public static func of(_ files: [File]) -> Digest {
    let lines = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }.map {
      "\($0.contents.hex) \($0.isExecutable ? "x" : "-") \($0.path)\n"
    }
    return Digest(hashing: Array(("decaph-folder/1\n" + lines.joined()).utf8))
  }
}
