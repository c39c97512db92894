import Glibc

extension DirectoryFolder {
  /// Writes a file once and for ever; see `Folder`.
  @discardableResult
  public func publish(
    _ bytes: [UInt8], at path: ArtifactPath
  ) throws(FolderError) -> Publication {
    try publish(bytes, at: path, by: path.member)
  }

  /// Writes a file once and for ever, as `publish(_:at:)`, on behalf of its member.
  /// - Parameter carrier: who writes; its name is in the temporary file's, so that whoever clears
  ///   up after a crash can tell its own from the member's.
  @discardableResult
  public func publish(
    _ bytes: [UInt8], at path: ArtifactPath, by carrier: MemberName
  ) throws(FolderError) -> Publication {
    let directory = try openOrCreate([path.member.name, path.folder.description])
    let outcome = try write(bytes, to: path, in: directory, by: carrier)
    // Also when the file stood there: a crash may have come between rename and this.
    try writing(path.path) { () throws(SystemError) in _ = try directory.synchronise() }
    return outcome
  }

  /// Deletes a sealed file of this member's own; see `Folder`.
  @discardableResult
  public func removePayload(at path: ArtifactPath) throws(FolderError) -> Bool {
    precondition(path.name.part == .payload, "only sealed files are deleted, not \(path)")
    do throws(FolderError) {
      return try remove(path.name.description, in: try open(path.path.parent), path: path.path)
    } catch {
      if error.code == .missing { return false }
      throw error
    }
  }

  private func remove(
    _ name: String, in directory: borrowing Descriptor, path: FolderPath
  ) throws(FolderError) -> Bool {
    // Listed before: asking for an absent name would make NFS remember absence.
    let names = try reading(path) { () throws(SystemError) in try directory.entries() }
    guard names.contains(name) else { return false }
    try writing(path) { () throws(SystemError) in
      try directory.remove(name)
      _ = try directory.synchronise()
    }
    return true
  }

  /// Gives an own directory a new time of change; see `Folder`.
  public func touch(_ folder: ArtifactFolder, of member: MemberName) throws(FolderError) {
    let path = FolderPath(components: [member.name, folder.description])
    let directory = try openOrCreate(path.components)
    try writing(path) { () throws(SystemError) in try directory.touch() }
  }

  /// Writes a member's `status.json`; see `Folder`.
  public func replace(_ bytes: [UInt8], at path: StatusPath) throws(FolderError) {
    let directory = try openOrCreate([path.member.name])
    let temporary = TemporaryName(path.member)
    do throws(SystemError) {
      try directory.create(temporary.description, bytes, durable: false)
      try directory.rename(temporary.description, to: StatusPath.fileName)
    } catch {
      directory.unlink(temporary.description)
      throw FolderError(writing: path.path, error)
    }
  }

  /// Deletes what this member's crashed publications left in its own folders.
  ///
  /// Call at start, while holding the lock of the hospital's state: no publication may be on its
  /// way. Temporary files of others are theirs.
  /// - Parameter owner: in whose folders; its own if not given.
  /// - Returns: How many files were deleted.
  /// - Throws: As `list(_:)`; `notReady` or `io` where a deletion fails.
  @discardableResult
  public func removeLeftovers(
    of member: MemberName, in owner: MemberName? = nil
  ) throws(FolderError) -> Int {
    let owner = owner ?? member
    let own = FolderPath(components: [owner.name])
    let folders = try folders(of: owner).names.map {
      FolderPath(components: own.components + [$0.description])
    }
    var count = 0
    for folder in [own] + folders {
      let leftovers = try list(folder).filter { TemporaryName.matches($0, of: member) }
      guard !leftovers.isEmpty else { continue }
      let directory = try openOrCreate(folder.components)
      for name in leftovers where directory.unlink(name) { count += 1 }
    }
    return count
  }

  /// Temporary file, then rename, unless the name is taken.
  private func write(
    _ bytes: [UInt8], to path: ArtifactPath, in directory: borrowing Descriptor,
    by carrier: MemberName
  ) throws(FolderError) -> Publication {
    if try isThere(bytes, path, in: directory) { return .alreadyThere }
    let temporary = TemporaryName(carrier)
    do throws(SystemError) {
      try directory.create(temporary.description, bytes, durable: true)
    } catch {
      directory.unlink(temporary.description)
      throw FolderError(writing: path.path, error)
    }
    // Looked at again as late as possible: rename would replace. No call that refuses to replace
    // works on every transport (rule 4); two nodes on one state are kept apart by its lock.
    do throws(FolderError) {
      if try isThere(bytes, path, in: directory) {
        directory.unlink(temporary.description)
        return .alreadyThere
      }
    } catch {
      directory.unlink(temporary.description)
      throw error
    }
    do throws(SystemError) {
      try directory.rename(temporary.description, to: path.name.description)
    } catch {
      // On NFS a rename that reports an error may have happened.
      let happened = (try? isThere(bytes, path, in: directory)) == true
      directory.unlink(temporary.description)
      guard happened else { throw FolderError(writing: path.path, error) }
    }
    return .published
  }

  /// Whether the file stands there with these bytes.
  /// - Throws: `conflict` when something else stands there.
  private func isThere(
    _ bytes: [UInt8], _ path: ArtifactPath, in directory: borrowing Descriptor
  ) throws(FolderError) -> Bool {
    let name = path.name.description
    // Listed before it is opened: asking for an absent name would make NFS remember absence.
    // Compared without case: on SMB and exFAT the other spelling is the same file.
    let entries = try reading(path.path) { () throws(SystemError) in try directory.entries() }
    guard entries.contains(where: { $0.lowercased() == name }) else { return false }
    do throws(FolderError) {
      guard try Self.holds(bytes, name, in: directory, path: path.path) else {
        throw .conflict(path.path)
      }
      return true
    } catch {
      switch error.code {
      case .missing: return false
      case .notRegular: throw .conflict(path.path)
      default: throw error
      }
    }
  }

  /// Opens a directory under the root and makes what is missing of it, durably.
  private func openOrCreate(_ components: [String]) throws(FolderError) -> Descriptor {
    var descriptor = try openRoot()
    for (depth, name) in components.enumerated() {
      let path = FolderPath(components: Array(components.prefix(depth + 1)))
      descriptor = try writing(path) { () throws(SystemError) in
        try descriptor.openOrCreateDirectory(name)
      }
    }
    return descriptor
  }
}
