import Foundation
import Sodium
import Testing

/// Reads a file of vectors made by `Scripts/vectors-crypto.py`.
func vectors<Content: Decodable>(_ name: String, as type: Content.Type) throws -> Content {
  let url = try #require(
    Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Vectors"))
  return try JSONDecoder().decode(type, from: Data(contentsOf: url))
}

/// Bytes as vectors write them.
struct Hex: Decodable {
  let bytes: [UInt8]

  init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    bytes = try #require([UInt8](hex: text))
  }
}

/// A secret from bytes that are none.
func secret(_ bytes: [UInt8]) -> SecretBytes {
  var bytes = bytes
  return SecretBytes(wiping: &bytes)
}

/// The pattern of long plain texts in the vectors.
func pattern(_ count: Int) -> [UInt8] {
  (0..<count).map { UInt8((7 * $0 + 3) % 251) }
}
