import Glibc

extension DirectoryStore {
  /// Writes a file that is never changed; see `PrivateStore`.
  public func create(_ bytes: [UInt8], at path: StorePath) throws(JournalError) -> Creation {
    let change = try begin(path)
    var outcome = Creation.alreadyThere
    if try !change.isThere(bytes) {
      let temporary = DirectoryChange.temporaryName()
      defer { change.temporary.unlink(temporary) }
      let linked = try using(change.label) { () throws(SystemError) in
        try change.temporary.createPrivateFile(temporary, bytes)
        // A link refuses to replace, so even without a working lock the first writer wins.
        return try change.temporary.link(temporary, to: change.directory, change.name)
      }
      if linked {
        outcome = .created
      } else {
        _ = try change.isThere(bytes)
      }
    }
    try using(change.label) { () throws(SystemError) in try change.directory.synchronise() }
    return outcome
  }

  /// Writes a directory with all its files at once; see `PrivateStore`.
  public func createDirectory(
    _ files: [(name: String, bytes: [UInt8])], at path: StorePath
  ) throws(JournalError) -> Creation {
    precondition(!files.isEmpty, "an empty directory could be replaced by a later one")
    var contents: [String: [UInt8]] = [:]
    for file in files { contents[try StorePath(file.name).fileNames()[0]] = file.bytes }
    precondition(contents.count == files.count, "each file has its own name")
    let change = try begin(path)
    var outcome = Creation.alreadyThere
    if try !change.isThere(contents) {
      let moved = try using(change.label) { () throws(SystemError) in
        try Self.move(contents, to: change)
      }
      if moved {
        outcome = .created
      } else {
        _ = try change.isThere(contents)
      }
    }
    try using(change.label) { () throws(SystemError) in try change.directory.synchronise() }
    return outcome
  }

  /// Builds a directory aside and moves it to its place.
  ///
  /// rename(2) never puts a directory over one that is not empty, on any file system and between
  /// any two processes. That is what makes a slot's first filling its only one; the store's lock
  /// is not needed for it.
  /// - Returns: Whether the place was free.
  private static func move(
    _ contents: [String: [UInt8]], to change: borrowing DirectoryChange
  ) throws(SystemError) -> Bool {
    let temporary = DirectoryChange.temporaryName()
    do throws(SystemError) {
      try change.temporary.makeDirectory(temporary)
      let building = try change.temporary.openDirectory(temporary)
      for (name, bytes) in contents { try building.createPrivateFile(name, bytes) }
      try building.synchronise()
      try change.temporary.rename(temporary, to: change.directory, change.name)
      return true
    } catch {
      try? change.temporary.removeDirectory(temporary)
      if error.call == "rename", error.number == ENOTEMPTY || error.number == EEXIST {
        return false
      }
      throw error
    }
  }
}
