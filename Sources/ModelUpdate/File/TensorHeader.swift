/// The header of a safetensors file: an entry for each tensor, and texts.
struct TensorHeader: Decodable {
  /// Where a tensor lies, in bytes from the start of the numbers.
  struct Entry {
    let type: String
    let shape: [Int]
    let begin: Int
    let end: Int
  }

  var entries: [String: Entry] = [:]
  var metadata: [String: String] = [:]

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  private struct Fields: Decodable {
    let dtype: String
    let shape: [Int]
    // swift-format-ignore: AlwaysUseLowerCamelCase
    let data_offsets: [Int]
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    for key in container.allKeys {
      if key.stringValue == "__metadata__" {
        metadata = try container.decode([String: String].self, forKey: key)
        continue
      }
      let fields = try container.decode(Fields.self, forKey: key)
      guard fields.data_offsets.count == 2, fields.data_offsets[0] >= 0,
        Self.isSize(fields.shape), Self.isType(fields.dtype)
      else {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: container, debugDescription: "offsets, shape or type make no sense")
      }
      entries[key.stringValue] = Entry(
        type: fields.dtype, shape: fields.shape, begin: fields.data_offsets[0],
        end: fields.data_offsets[1])
    }
  }

  /// Whether it can be the name of a type, such as `F8_E4M3`: it stands in messages.
  private static func isType(_ name: String) -> Bool {
    (1...16).contains(name.utf8.count)
      && name.unicodeScalars.allSatisfy {
        ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "_"
      }
  }

  /// Whether sides can be multiplied without harm.
  private static func isSize(_ shape: [Int]) -> Bool {
    var count = 1
    for side in shape {
      guard side >= 0 else { return false }
      let (product, overflow) = count.multipliedReportingOverflow(by: side)
      guard !overflow, product < 1 << 48 else { return false }
      count = product
    }
    return true
  }
}
