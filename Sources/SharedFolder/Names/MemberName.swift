/// A member's short name, which is also the name of its folder: `[a-z][a-z0-9-]{0,30}`.
///
/// Not a device name that Windows and SMB keep for themselves and not ending in `-`, so that
/// every transport carries it unchanged.
public struct MemberName: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The name.
  public let name: String

  /// Checks and takes a name; `nil` when it does not fit the grammar.
  public init?(_ name: String) {
    let bytes = Array(name.utf8)
    guard let first = bytes.first, Self.isLetter(first), bytes.count <= 31, bytes.last != 0x2d,
      bytes.allSatisfy({ Self.isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x2d }),
      !Self.reserved.contains(name)
    else { return nil }
    self.name = name
  }

  private static let reserved: Set<String> = Set(
    ["con", "prn", "aux", "nul"] + (0...9).flatMap { ["com\($0)", "lpt\($0)"] })

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte) }

  /// Byte order.
  public static func < (left: Self, right: Self) -> Bool {
    left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
  }

  /// The name.
  public var description: String { name }
}
