import Glibc

/// The secrets that a service manager hands to a process: systemd's `LoadCredential=` and
/// `LoadCredentialEncrypted=`, or a private folder that `$CREDENTIALS_DIRECTORY` names for cron.
public struct Credentials: Sendable {
  /// The variable that names the folder.
  public static let variable = "CREDENTIALS_DIRECTORY"
  /// Where systemd puts those of services.
  private static let managed = "/run/credentials/"
  /// Where they lie.
  public let folder: String?

  /// Those of a folder; none without one, and none where its name is empty: cron and shells unset
  /// variables so.
  public init(folder: String?) { self.folder = folder.flatMap { $0.isEmpty ? nil : $0 } }

  /// Those of this process.
  public static var ofProcess: Credentials {
    Credentials(folder: getenv(variable).map { String(cString: $0) })
  }

  /// Where a credential lies, for messages; `nil` without a folder.
  public func path(_ name: String) -> String? {
    folder.flatMap { $0.hasPrefix("/") ? "\($0)/\(name)" : nil }
  }

  /// A credential; `nil` when there is none of this name. Only a plain file, no link. The array is
  /// the only copy; the caller wipes it.
  /// - Throws: `permissions` when other accounts may read or change it, `tooLarge`, `io`.
  public func read(_ name: String, limit: Int) throws(JournalError) -> [UInt8]? {
    guard let folder else { return nil }
    guard let path = path(name) else {
      throw JournalError(
        .invalidName, "\(Self.variable) is '\(folder)', which is no absolute path",
        remedy: "let it name the folder from the root on, or unset it")
    }
    let file = try usingIfThere(path) { () throws(SystemError) in
      try Descriptor.file(path: path)
    }
    guard let file else { return nil }
    let status = try using(path) { () throws(SystemError) in try file.status() }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .corrupt(path, "not a plain file") }
    // systemd gives the service's account the right to read by an access list where the file system
    // has such; then the file is root's, and its group bits are the list's mask.
    let isManaged =
      folder.hasPrefix(Self.managed) && status.st_uid == 0 && geteuid() != 0
      && status.st_mode & 0o037 == 0
    if !isManaged {
      guard status.st_mode & 0o077 == 0 else { throw .permissions(path, mode: "600") }
      guard status.st_uid == geteuid() || geteuid() == 0 else { throw .otherOwner(path) }
      // Who may change the folder could put another file in the place of this one.
      let holder = try using(folder) { () throws(SystemError) in
        try Descriptor.directory(path: folder).status()
      }
      guard holder.st_mode & 0o022 == 0 else { throw .permissions(folder, mode: "700") }
    }
    return try file.readContent(path, status, limit: limit)
  }
}
