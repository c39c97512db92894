import Foundation

/// A medium that goes between hospitals, and copies of the finished consortium of the repository.
final class Stick {
  let folder: TemporaryFolder
  var path: String { folder.path + "/stick" }

  init() throws {
    folder = try TemporaryFolder()
    try make("stick")
  }

  /// A folder beside the stick.
  func place(_ name: String) -> String { "\(folder.path)/\(name)" }

  func make(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: place(name), withIntermediateDirectories: true)
  }

  /// The consortium's folder on the stick.
  var carried: String {
    get throws {
      let names = try FileManager.default.contentsOfDirectory(atPath: path)
      return "\(path)/\(names.first { $0.hasPrefix("decaph-") } ?? "none")"
    }
  }

  /// Gives a place the folders of some members of the finished consortium `shared/`.
  func lay(_ members: [String], at name: String, of consortium: String = "shared") throws {
    try make(name)
    for member in members {
      try FileManager.default.copyItem(
        atPath: "\(Self.repository)/\(consortium)/\(member)", toPath: "\(place(name))/\(member)")
    }
  }

  /// Carries between a place and the stick.
  func carry(
    _ way: String, _ name: String, as id: String = "h1", _ more: [String] = [],
    under tracer: [String] = []
  ) throws -> Program.Result {
    let line =
      tracer + [Program.node.path, "carry", way, path, "--dir", place(name), "--id", id] + more
    return try Program(path: line[0]).run(Array(line.dropFirst()))
  }

  /// All files of a folder by their relative path.
  static func files(_ folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      let type = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[.type]
      guard type as? FileAttributeType == .typeRegular else { continue }
      files[name] = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
    return files
  }

  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../..").standardizedFileURL.path
}
