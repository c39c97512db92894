import Foundation

/// What a hospital has signed, as its private state keeps it: path below the share, bytes.
enum OutboxFiles {
  static func read(state: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    let outbox = state + "/outbox"
    for slot in try FileManager.default.contentsOfDirectory(atPath: outbox) {
      for name in try FileManager.default.contentsOfDirectory(atPath: "\(outbox)/\(slot)") {
        // `0-h1%2fround-000001%2fmasked.sealed`: the order of publication, then the path.
        guard let dash = name.firstIndex(of: "-"),
          let path = name[name.index(after: dash)...].removingPercentEncoding
        else { continue }
        files[path] = try Data(contentsOf: URL(fileURLWithPath: "\(outbox)/\(slot)/\(name)"))
      }
    }
    return files
  }
}
