/// Where one of the protocol's files lies: writer, folder, name.
public struct ArtifactPath: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The member who writes there.
  public let member: MemberName
  /// The consortium's folder or a round's.
  public let folder: ArtifactFolder
  /// The file.
  public let name: ArtifactName

  /// Names a file. A slot lies in the folder of its kind; another is a fault of the caller.
  public init(member: MemberName, folder: ArtifactFolder, name: ArtifactName) {
    precondition(
      name.slot.isConsortium == (folder == .consortium), "\(name) does not lie in \(folder)")
    self.member = member
    self.folder = folder
    self.name = name
  }

  /// Reads `h1/round-000012/masked.json`; `nil` when it is not exactly such a path.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, let member = MemberName(parts[0]),
      let folder = ArtifactFolder(parts[1]), let name = ArtifactName(parts[2]),
      name.slot.isConsortium == (folder == .consortium)
    else { return nil }
    self.init(member: member, folder: folder, name: name)
  }

  /// The place in the shared folder.
  public var path: FolderPath {
    FolderPath(components: [member.name, folder.description, name.description])
  }

  /// The place without the ending, as in the trusted comment: `h1/round-000012/masked`.
  public var place: String { "\(member)/\(folder)/\(name.slot)" }

  /// By member, then folder, then name.
  public static func < (left: Self, right: Self) -> Bool {
    (left.member, left.folder, left.name) < (right.member, right.folder, right.name)
  }

  /// `h1/round-000012/masked.json`.
  public var description: String { "\(member)/\(folder)/\(name)" }
}
