import Artifacts
import Foundation
import Sodium
import Testing

/// Reads a file of vectors made by `Scripts/vectors-artifacts.py`.
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

/// Why a call refused a file, if it did.
func rejection(_ body: () throws -> Void) -> Rejection? {
  do {
    try body()
    return nil
  } catch {
    return error as? Rejection
  }
}
