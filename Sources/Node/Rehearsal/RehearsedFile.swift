import Artifacts
import Foundation
import SharedFolder

/// A file that a hospital would publish.
struct RehearsedFile: Encodable, Hashable {
  /// Its path below the shared directory.
  let path: String
  let bytes: Int
  /// Who can read what is in it.
  let readers: String
  /// The fields of its JSON, those of `body` with it; none for other files.
  let fields: [String]

  /// Reads all files of one folder of a member, sorted.
  ///
  /// - Parameter sealed: who can open sealed files.
  static func all(
    in directory: String, of folder: any Folder, sealed: String
  ) throws -> [RehearsedFile] {
    try folder.list(directory).sorted().compactMap { name in
      let path = "\(directory)/\(name)"
      guard let bytes = try? folder.read(path, limit: .max) else { return nil }
      let isSealed = name.hasSuffix(".sealed")
      return RehearsedFile(
        path: path, bytes: bytes.count, readers: isSealed ? sealed : everybody,
        fields: name.hasSuffix(".json") ? fields(bytes) : [])
    }
  }

  /// The fields of every statement.
  static let common = [
    "K", "created", "decaph", "from", "incarnation", "payload", "prev", "round", "sees", "seq",
    "session", "slot", "software",
  ]

  /// Signatures are text too.
  static let everybody = "whoever reads the shared directory"

  private static func fields(_ bytes: [UInt8]) -> [String] {
    guard let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else {
      return []
    }
    return object.flatMap { key, value -> [String] in
      guard key == "body", let body = value as? [String: Any] else { return [key] }
      return body.keys.map { "body.\($0)" }
    }.sorted()
  }
}
