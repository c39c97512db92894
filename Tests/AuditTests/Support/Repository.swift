import Foundation

/// The finished consortium that lies in the repository.
enum Repository {
  /// `shared/`.
  static let shared = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appendingPathComponent("../../../shared").standardizedFileURL.path
  /// The auditor's key, public on purpose.
  static let auditorKey = shared + "/auditor.key"
  /// The plan that the founder gave to `init`.
  static let plan = shared + "/plan.toml"
  /// Its rounds.
  static let rounds = 1...16
  /// Its hospitals.
  static let members = ["h1", "h2", "h3"]

  /// The hospitals' files by path below `shared/`.
  static let files: [String: [UInt8]] = {
    var files: [String: [UInt8]] = [:]
    for path in (try? FileManager.default.subpathsOfDirectory(atPath: shared)) ?? []
    where path.hasPrefix("h") && path.contains(".") {
      files[path] = FileManager.default.contents(atPath: "\(shared)/\(path)").map { [UInt8]($0) }
    }
    return files
  }()

  /// What an audit of one round reads: the foundation, all results, the round and its neighbours.
  static func files(around round: Int) -> [String: [UInt8]] {
    let folders = (round - 1...round + 1).map { "/round-0000\($0 < 10 ? "0" : "")\($0)/" }
    return files.filter { path, _ in
      path.contains("/consortium/") || path.contains("/result.json")
        || folders.contains { path.contains($0) }
    }
  }

  /// Of files with one name, in whatever folders, the first.
  static func oneOfEachKind(_ files: some Sequence<String>) -> [String] {
    Dictionary(grouping: files) { ($0 as NSString).lastPathComponent }
      .compactMap { $0.value.min() }.sorted()
  }
}
