/// A place inside the shared folder, relative to its root: `h1/round-000012/masked.json`.
///
/// Every component is a plain name: never empty, `.` or `..`, without `/` and NUL. A path can
/// therefore not climb out of the folder, whatever a peer called its files.
public struct FolderPath: Hashable, Sendable, CustomStringConvertible {
  /// The names from the root downwards; empty for the root itself.
  public let components: [String]

  /// The shared folder itself.
  public static let root = FolderPath(components: [])

  /// Reads a relative path; `nil` when a component is not a plain name.
  public init?(_ text: String) {
    // By bytes: letters are dear to tell apart, and every file's path comes through here.
    let slash = UInt8(ascii: "/")
    let components = text.utf8.split(separator: slash, omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    guard components.allSatisfy(Self.isPlainName) else { return nil }
    self.components = components
  }

  /// For names that are known to be plain because a grammar of this module made them.
  init(components: [String]) {
    self.components = components
  }

  /// The path of an entry in this directory; `nil` when `name` is not a plain name.
  public func appending(_ name: String) -> FolderPath? {
    guard Self.isPlainName(name) else { return nil }
    return FolderPath(components: components + [name])
  }

  /// The directory that holds this entry; the root's parent is the root.
  public var parent: FolderPath { FolderPath(components: Array(components.dropLast())) }

  /// The last component, empty for the root.
  public var name: String { components.last ?? "" }

  /// The components joined by `/`; `.` for the root.
  public var description: String {
    components.isEmpty ? "." : components.joined(separator: "/")
  }

  private static func isPlainName(_ name: String) -> Bool {
    !name.isEmpty && name != "." && name != ".." && !name.utf8.contains { $0 == 0 || $0 == 0x2f }
  }
}
