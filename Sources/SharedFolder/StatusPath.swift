/// Where a member's `status.json` lies: `h1/status.json`.
///
/// The one replaceable, unsigned file; for display, never an input.
public struct StatusPath: Hashable, Sendable, CustomStringConvertible {
  /// The file's name, the same for every member.
  public static let fileName = "status.json"

  /// The member whose status it is.
  public let member: MemberName

  /// Names a member's status file.
  public init(_ member: MemberName) {
    self.member = member
  }

  /// The place in the shared folder.
  public var path: FolderPath { FolderPath(components: [member.name, Self.fileName]) }

  /// `h1/status.json`.
  public var description: String { path.description }
}
