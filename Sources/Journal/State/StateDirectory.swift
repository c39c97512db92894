import Glibc

/// The directory of a hospital's private state, checked: mode 0700, and not in the share.
///
/// Should lie on a local disk: the locks in it are `flock`, which some network mounts ignore.
public struct StateDirectory: Sendable, Hashable {
  /// The absolute path.
  public let path: String
  /// The account that owns it.
  let owner: UInt32

  /// Opens a state directory, making it where it is missing.
  /// - Parameters:
  ///   - path: Where; relative to the current directory or absolute.
  ///   - share: The shared folder, in which the state must not lie.
  /// - Throws: `insideShare`, `permissions` when others than the owner have any right in it (the
  ///   remedy is the command that repairs it), `full`, `io`.
  public init(_ path: String, outside share: String?) throws(JournalError) {
    let path = try Self.absolute(path)
    if let share, try Self.lies(path, inside: share) {
      throw JournalError(
        .insideShare, "the private state \(path) lies in the shared folder \(share)",
        remedy: "set DECAPH_STATE to a directory on a local disk outside the shared folder")
    }
    try Self.make(path)
    let status = try using(path) { () throws(SystemError) in
      try Descriptor.directory(path: path).status()
    }
    guard status.st_mode & 0o077 == 0 else { throw .permissions(path, mode: "700") }
    guard status.st_uid == geteuid() || geteuid() == 0 else {
      throw JournalError(
        .permissions, "\(path) belongs to another account",
        remedy: "run as its owner, or set DECAPH_STATE to a directory of this account")
    }
    self.path = path
    owner = status.st_uid
  }

  /// Refuses root in the state of another account, which could not use any more what root writes.
  func checkIsOwn() throws(JournalError) {
    guard owner == geteuid() else { throw .foreignState(self) }
  }

  private static func absolute(_ path: String) throws(JournalError) -> String {
    guard !path.hasPrefix("/") else { return path }
    guard let current = getcwd(nil, 0) else { throw JournalError(path, SystemError("getcwd")) }
    defer { free(current) }
    return String(cString: current) + "/" + path
  }

  /// Makes the directory and its missing parents, durably.
  private static func make(_ path: String) throws(JournalError) {
    var directory = try using("/") { () throws(SystemError) in try Descriptor.directory(path: "/") }
    for name in path.split(separator: "/").map(String.init) {
      directory = try using(path) { () throws(SystemError) in
        if try directory.makeDirectory(name) { try directory.synchronise() }
        // Unlike inside the state, links on the way to it are the owner's own affair.
        return try directory.open(name, flags: O_RDONLY | O_DIRECTORY)
      }
    }
  }
}
