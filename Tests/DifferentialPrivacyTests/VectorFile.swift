import Foundation

/// A file of test vectors: its name, where it comes from, the cases.
struct VectorFile<Case: Decodable>: Decodable {
  let name: String
  let source: String
  let cases: [Case]

  static func load(_ name: String) throws -> [Case] {
    let folder = Bundle.module.bundleURL.appendingPathComponent("Vectors")
    let data = try Data(contentsOf: folder.appendingPathComponent(name + ".json"))
    return try JSONDecoder().decode(VectorFile.self, from: data).cases
  }
}
