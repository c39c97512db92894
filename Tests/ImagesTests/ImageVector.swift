import Foundation
import Testing

/// One small file of Vectors/images.json, and what has to come of it.
struct ImageVector: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let base64: String
  let width: Int?
  let height: Int?
  let pixels: [UInt8]?
  /// The code of the refusal.
  let error: String?

  var testDescription: String { name }

  var bytes: [UInt8] { Data(base64Encoded: base64).map(Array.init) ?? [] }

  /// All of them; a file that is absent or damaged stops the tests.
  static let all: [ImageVector] = {
    guard let url = Bundle.module.url(forResource: "Vectors/images", withExtension: "json"),
      let data = try? Data(contentsOf: url),
      let vectors = try? JSONDecoder().decode([ImageVector].self, from: data)
    else { fatalError("Vectors/images.json cannot be read") }
    return vectors
  }()

  static let decodable = all.filter { $0.error == nil }
  static let refused = all.filter { $0.error != nil }
}
