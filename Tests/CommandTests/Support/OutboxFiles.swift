import Foundation

/// What a hospital has signed, as its private state keeps it: path below the share, bytes.
enum OutboxFiles {
  static func read(state: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    let outbox = state + "/signed"
    for entry in FileManager.default.enumerator(atPath: outbox) ?? .init() {
      // `round-000001/masked/0-h1%2fround-000001%2fmasked.sealed`: the slot, the order of
      // publication, then the path.
      guard let place = entry as? String, place.split(separator: "/").count == 3,
        let name = place.split(separator: "/").last, let dash = name.firstIndex(of: "-"),
        let path = name[name.index(after: dash)...].removingPercentEncoding
      else { continue }
      files[path] = try Data(contentsOf: URL(fileURLWithPath: "\(outbox)/\(place)"))
    }
    return files
  }
}
