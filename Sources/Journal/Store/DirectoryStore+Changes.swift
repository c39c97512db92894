import Glibc

extension DirectoryStore {
  /// Writes a file, over the one that is there; see `PrivateStore`.
  public func replace(_ bytes: [UInt8], at path: StorePath, wiping: Bool) throws(JournalError) {
    let change = try begin(path)
    let temporary = DirectoryChange.temporaryName()
    // Opened before anything changes: what cannot be overwritten is not replaced.
    let old = wiping ? try openToWipe(change) : nil
    try using(change.label) { () throws(SystemError) in
      do throws(SystemError) {
        try change.temporary.createPrivateFile(temporary, bytes)
        try change.temporary.rename(temporary, to: change.directory, change.name)
      } catch {
        change.temporary.unlink(temporary)
        throw error
      }
      try change.directory.synchronise()
    }
    guard let old else { return }
    do throws(SystemError) {
      try Self.wipe(old)
    } catch {
      throw .notWiped(change.label, "is new now, but the old one", error)
    }
  }

  /// The file that is there, to be overwritten; `nil` when none is.
  private func openToWipe(_ change: borrowing DirectoryChange) throws(JournalError) -> Descriptor? {
    do throws(SystemError) {
      return try change.directory.open(change.name, flags: O_WRONLY | O_NOFOLLOW | O_NONBLOCK)
    } catch {
      if error.number == ENOENT { return nil }
      throw .notWiped(change.label, "stays as it was, because it", error)
    }
  }

  private static func wipe(_ file: borrowing Descriptor) throws(SystemError) {
    try file.write([UInt8](repeating: 0, count: Int(try file.status().st_size)))
    try file.synchronise()
  }

  /// Adds bytes to the end of a file; see `PrivateStore`.
  public func append(_ bytes: [UInt8], to path: StorePath) throws(JournalError) {
    let change = try begin(path)
    try using(change.label) { () throws(SystemError) in
      let flags = O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW
      let file = try change.directory.open(change.name, flags: flags, mode: 0o600)
      let size = try file.status().st_size
      do throws(SystemError) {
        try file.write(bytes)
        try file.synchronise()
      } catch {
        // A part may be written. Without this the next line would continue it.
        _ = ftruncate(file.number, size)
        throw error
      }
      try file.close()
      try change.directory.synchronise()
    }
  }

  /// Deletes a file; see `PrivateStore`.
  public func remove(_ path: StorePath, wiping: Bool) throws(JournalError) {
    let change = try begin(path)
    do throws(SystemError) {
      if wiping {
        let file = try change.directory.open(change.name, flags: O_WRONLY | O_NOFOLLOW)
        try Self.wipe(file)
      }
      guard change.directory.unlink(change.name) else { throw SystemError("unlink") }
      try change.directory.synchronise()
    } catch {
      if error.number != ENOENT { throw JournalError(change.label, error) }
    }
  }
}
