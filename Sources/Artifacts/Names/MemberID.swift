/// A member's short name, which is also the name of its folder: `[a-z][a-z0-9-]{0,30}`.
///
/// Not a reserved device name and not ending in `-`, so that every file system and every
/// synchronising tool keeps it as it is. Ordered by bytes; the order fixes share indices and the
/// sign of pair masks.
public struct MemberID: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The name.
  public let name: String

  /// Checks and takes a name; `nil` when it does not fit the grammar.
  public init?(_ name: String) {
    let bytes = Array(name.utf8)
    guard let first = bytes.first, (0x61...0x7a).contains(first), bytes.count <= 31,
      bytes.allSatisfy({
        (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d
      }), bytes.last != 0x2d, !Self.reserved.contains(name)
    else { return nil }
    self.name = name
  }

  /// Device names that Windows and SMB servers keep for themselves.
  private static let reserved: Set<String> = Set(
    ["con", "prn", "aux", "nul"] + (0...9).flatMap { ["com\($0)", "lpt\($0)"] })

  /// Byte order.
  public static func < (left: Self, right: Self) -> Bool {
    left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
  }

  /// The name.
  public var description: String { name }
}

extension MemberID: Codable {
  /// Reads the name from a JSON string.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let name = try container.decode(String.self)
    guard let id = MemberID(name) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "member name")
    }
    self = id
  }

  /// Writes the name as a JSON string.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}

extension MemberID: CodingKeyRepresentable {
  private struct Key: CodingKey {
    let stringValue: String
    init(stringValue: String) { self.stringValue = stringValue }
    var intValue: Int? { nil }
    init?(intValue: Int) { nil }
  }

  /// The name as a key of a JSON object.
  public var codingKey: any CodingKey { Key(stringValue: name) }

  /// Reads the name from a key of a JSON object.
  public init?(codingKey: some CodingKey) { self.init(codingKey.stringValue) }
}
