/// The name under which a file is written before it is renamed: `~syncthing~h1-<16 hex>.tmp`.
///
/// Syncthing, OneDrive and Resilio pass over such names on every system; a plain temporary name
/// was carried to all peers.
struct TemporaryName: CustomStringConvertible {
  private static let start = "~syncthing~"
  private static let end = ".tmp"

  let description: String

  /// A new name that nobody has used.
  init(_ member: MemberName) {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    let padding = String(repeating: "0", count: 16 - digits.count)
    self.description = "\(Self.start)\(member)-\(padding)\(digits)\(Self.end)"
  }

  /// Whether a name is a temporary one of this member.
  static func matches(_ name: String, of member: MemberName) -> Bool {
    let prefix = "\(start)\(member)-"
    guard name.hasPrefix(prefix), name.hasSuffix(end) else { return false }
    let middle = name.dropFirst(prefix.count).dropLast(end.count)
    return middle.utf8.count == 16
      && middle.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
