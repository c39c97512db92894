import Artifacts
import Datasets
import Foundation
import Node
import Sodium

/// Three hospitals that trained for three rounds, with the secrets that `shared/` does not have:
/// whoever holds a hospital's identity key can sign lies.
struct SmallConsortium: Sendable {
  /// The one that all tests forge from.
  static let made = Result { try SmallConsortium() }
  static let rounds = 3

  /// The shared directory's files at the end.
  let files: [String: [UInt8]]
  /// The hospitals' signing keys.
  let identities: [String: IdentityKey]
  let manifest: Manifest
  let session: Digest

  private init() throws {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("decaph-small-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: root) }
    try Self.found(root)
    try Self.train(root)

    var identities: [String: IdentityKey] = [:]
    for id in Repository.members {
      var file = try Self.bytes("\(root)/\(id)/state/secrets/identity")
      identities[id] = try IdentityKey(wipingSecretKeyFile: &file)
    }
    var files: [String: [UInt8]] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: root + "/shared")
    where path.contains(".") {
      files[path] = try Self.bytes("\(root)/shared/\(path)")
    }
    let anchor = files["h1/consortium/manifest.json"] ?? []
    self.files = files
    self.identities = identities
    manifest = try CanonicalJSON.decode(Manifest.self, from: anchor, file: "manifest.json")
    session = Digest(hashing: anchor)
  }

  /// The files whose path has a suffix, `round-000002/result.json` for example.
  func paths(_ suffix: String) -> [String] { files.keys.filter { $0.hasSuffix(suffix) }.sorted() }

  /// From `init` to `approve`, with the plan of `shared/` cut to few rounds.
  private static func found(_ root: String) throws {
    let shared = root + "/shared"
    let plan = try String(contentsOfFile: Repository.plan, encoding: .utf8)
      .replacingOccurrences(of: "\nrounds = 16\n", with: "\nrounds = \(rounds)\n")
    try Data(plan.utf8).write(to: URL(fileURLWithPath: root + "/plan.toml"))
    for (index, id) in Repository.members.enumerated() {
      try SyntheticRadiographs(side: 32, seed: 7, hospital: index)
        .write(to: "\(root)/\(id)/data", count: 30)
    }
    let founder = Repository.members[0]
    func state(_ id: String) -> String { "\(root)/\(id)/state" }
    func data(_ id: String) -> String { "\(root)/\(id)/data" }
    _ = try FoundConsortium(
      directory: shared, id: founder, state: state(founder), plan: root + "/plan.toml",
      data: data(founder)
    ).run()
    let others = Array(Repository.members.dropFirst())
    for id in others {
      _ = try JoinConsortium(directory: shared, id: id, state: state(id), data: data(id)).run()
    }
    _ = try AdmitMembers(
      directory: shared, id: founder, state: state(founder), members: others
    ).run()
    _ = try StartConsortium(
      directory: shared, id: founder, state: state(founder), maxEpsilon: nil
    ).run()
    for id in others {
      _ = try ApproveManifest(
        directory: shared, id: id, state: state(id), maxEpsilon: nil, session: nil
      ).run()
    }
  }

  /// Every hospital once in turn, until nothing new appears.
  private static func train(_ root: String) throws {
    var count = -1
    while true {
      let now = try FileManager.default.subpathsOfDirectory(atPath: root + "/shared").count
      guard now != count else { return }
      count = now
      for id in Repository.members {
        try NodeRunner(
          directory: root + "/shared", id: id, state: "\(root)/\(id)/state", data: nil,
          once: true, rounds: nil, poll: 1, log: .text
        ).run()
      }
    }
  }

  private static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }
}
