import Glibc

extension DirectoryFolder {
  /// Tries in a member's own folder what publishing relies on: a new file is listed, synced, renamed,
  /// renamed over another, and removed.
  ///
  /// The names are temporary ones, which all readers and tools pass over and the owner's next start
  /// as a service removes: a probe that a crash leaves behind does no harm. Other names, and others'
  /// folders, are not touched. A service that starts just now may take a probe for a leftover; then
  /// this throws `notReady`, and can be tried again.
  /// - Throws: `missing` when the folder is not there, else as `publish(_:at:)`. Then nothing is left.
  public func probe(of member: MemberName) throws(FolderError) -> FolderProbe {
    let path = FolderPath(components: [member.name])
    let root = try openRoot()
    let directory = try reading(path) { () throws(SystemError) in
      try root.openDirectory(member.name)
    }
    let names = [TemporaryName(member), TemporaryName(member)].map(\.description)
    defer { for name in names { directory.unlink(name) } }
    return try writing(path) { () throws(SystemError) in
      try Self.probe(in: directory, names[0], names[1])
    }
  }

  private static func probe(
    in directory: borrowing Descriptor, _ first: String, _ second: String
  ) throws(SystemError) -> FolderProbe {
    let (start, old, new) = (SystemTime.now, Array("old".utf8), Array("new".utf8))
    let syncsFiles = try directory.create(first, new, durable: true)
    let made = SystemTime.now
    let status = try directory.status(of: first)
    let isListed = try directory.entries().contains(first)
    // Asked for once: NFS may remember for a while that the other spelling is absent.
    let foldsCase = (try? directory.status(of: first.uppercased())) != nil
    try directory.rename(first, to: second)
    let afterRename = try directory.entries()
    let renames =
      !afterRename.contains(first) && afterRename.contains(second)
      && content(of: second, in: directory) == new
    try directory.create(first, old, durable: false)
    try directory.rename(second, to: first)
    let replaces =
      try !directory.entries().contains(second) && content(of: first, in: directory) == new
    let syncsNames = try directory.synchronise()
    directory.unlink(first)
    let isGone = try !directory.entries().contains(first)
    return FolderProbe(
      listsAtOnce: isListed && isGone, renames: renames, replaces: replaces, foldsCase: foldsCase,
      syncsFiles: syncsFiles, syncsNames: syncsNames,
      // Between two readings of this machine's clock; coarse clocks are up to 10 ms behind.
      clockAhead: SystemTime(status.st_ctim).seconds - (start.seconds + made.seconds) / 2,
      seconds: SystemTime.now.seconds - start.seconds)
  }

  private static func content(of name: String, in directory: borrowing Descriptor) -> [UInt8]? {
    try? read(name, in: directory, path: FolderPath(components: [name]), limit: 16)
  }
}
