/// A place in the private state: names from the top downwards.
///
/// Any text may be a name: what a file system would misread is escaped as `%2f`, so that keys such
/// as `h1/round-000012/masked` can be names too.
public struct StorePath: Hashable, Sendable, CustomStringConvertible {
  /// The names; empty for the top.
  public let names: [String]

  /// Makes a path.
  public init(_ names: String...) {
    self.names = names
  }

  /// Makes a path.
  public init(_ names: [String]) {
    self.names = names
  }

  /// The path of an entry in this directory.
  public func appending(_ name: String) -> StorePath { StorePath(names + [name]) }

  /// The directory that holds this entry.
  public var parent: StorePath { StorePath(Array(names.dropLast())) }

  /// The last name, empty for the top.
  public var name: String { names.last ?? "" }

  /// The names joined by `/`.
  public var description: String { names.joined(separator: "/") }

  /// The names as file names: each 1 to 255 bytes of `[A-Za-z0-9._-]` and `%`, no dot in front.
  /// - Throws: `invalidName`.
  func fileNames() throws(JournalError) -> [String] {
    var result: [String] = []
    for name in names {
      let encoded = Self.encode(name)
      guard !encoded.isEmpty, encoded.utf8.count <= 255 else {
        throw JournalError(
          .invalidName, "a name in \(self) is empty or too long", remedy: "use a shorter name")
      }
      result.append(encoded)
    }
    return result
  }

  private static func encode(_ name: String) -> String {
    var bytes: [UInt8] = []
    for (index, byte) in name.utf8.enumerated() {
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x5f: bytes.append(byte)
      case 0x2e where index > 0: bytes.append(byte)
      default:
        bytes.append(0x25)
        for nibble in [byte >> 4, byte & 15] { bytes.append(nibble + (nibble < 10 ? 0x30 : 0x57)) }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The name that a file name stands for; `nil` when this module did not make it.
  static func decode(_ fileName: String) -> String? {
    var bytes: [UInt8] = []
    var rest = fileName.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == 0x25 else {
        bytes.append(byte)
        continue
      }
      guard let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    guard let name = String(validating: bytes, as: UTF8.self), encode(name) == fileName else {
      return nil
    }
    return name
  }
}
