/// What one directory holds: the names of the grammar, sorted, and the others with a reason.
public struct NameListing<Name: Sendable & Comparable>: Sendable {
  /// The names that fit.
  public let names: [Name]
  /// The names that do not, sorted.
  public let ignored: [IgnoredName]

  /// Sorts entries by a grammar.
  init(_ entries: [String], parse: (String) -> Name?) {
    var names: [Name] = []
    var ignored: [IgnoredName] = []
    for entry in entries {
      if let name = parse(entry) {
        names.append(name)
      } else {
        ignored.append(IgnoredName(entry) { parse($0) != nil })
      }
    }
    self.names = names.sorted()
    self.ignored = ignored.sorted { $0.name < $1.name }
  }
}

extension Folder {
  /// The members who have a folder. Nothing else in the root is read.
  /// - Throws: As `list(_:)`.
  public func members() throws(FolderError) -> NameListing<MemberName> {
    NameListing(try list(.root), parse: MemberName.init)
  }

  /// The folders in a member's directory. Its `status.json` is neither listed nor ignored.
  /// - Throws: As `list(_:)`.
  public func folders(of member: MemberName) throws(FolderError) -> NameListing<ArtifactFolder> {
    let entries = try list(FolderPath(components: [member.name]))
    return NameListing(entries.filter { $0 != StatusPath.fileName }) { ArtifactFolder($0) }
  }

  /// The files in one of a member's folders.
  /// - Throws: As `list(_:)`.
  public func artifacts(
    of member: MemberName, in folder: ArtifactFolder
  ) throws(FolderError) -> NameListing<ArtifactName> {
    let entries = try list(FolderPath(components: [member.name, folder.description]))
    return NameListing(entries) { entry in
      ArtifactName(entry).flatMap {
        $0.slot.isConsortium == (folder == .consortium) ? $0 : nil
      }
    }
  }
}
