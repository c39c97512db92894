import Artifacts
import Audit
import Datasets
import Foundation
import Node
import Sodium
import TestFolders

/// Real nodes over a temporary folder, called one at a time as cron would; whoever holds their
/// state can also sign lies in their name.
final class Trial {
  let ids: [String]
  let root: String
  var shared: String { root + "/shared" }

  /// Founds a consortium of `count` hospitals with a small plan up to round 1.
  ///
  /// - Parameter caps: a member's own cap on epsilon.
  convenience init(
    _ count: Int = 4, rounds: Int, patience: Int = 2, epsilon: Double = 100,
    caps: [String: Double] = [:]
  ) throws {
    try self.init(
      (1...count).map { "h\($0)" },
      plan: Self.plan(rounds, patience, epsilon, allowTwo: count == 2), side: 16, caps: caps)
  }

  /// Founds a consortium up to round 1.
  ///
  /// - Parameters:
  ///   - side: of its synthetic radiographs, in pixels.
  ///   - start: `base.safetensors` beside the plan.
  init(
    _ ids: [String], plan: String, side: Int, caps: [String: Double] = [:], start: [UInt8]? = nil
  ) throws {
    self.ids = ids
    root = TemporaryFolders.path + "/decaph-course-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    try Data(plan.utf8).write(to: URL(fileURLWithPath: root + "/plan.toml"))
    if let start {
      try Data(start).write(to: URL(fileURLWithPath: root + "/base.safetensors"))
    }
    for (index, id) in ids.enumerated() {
      try SyntheticRadiographs(side: side, seed: 5, hospital: index).write(to: data(id), count: 30)
    }
    let (founder, others) = (ids[0], Array(ids.dropFirst()))
    _ = try FoundConsortium(
      directory: shared, id: founder, state: state(founder), plan: root + "/plan.toml",
      data: data(founder)
    ).run()
    for id in others {
      _ = try JoinConsortium(directory: shared, id: id, state: state(id), data: data(id)).run()
    }
    _ = try AdmitMembers(
      directory: shared, id: founder, state: state(founder), members: others
    ).run()
    _ = try StartConsortium(
      directory: shared, id: founder, state: state(founder), maxEpsilon: caps[founder]
    ).run()
    for id in others {
      _ = try ApproveManifest(
        directory: shared, id: id, state: state(id), maxEpsilon: caps[id], session: nil
      ).run()
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  func state(_ id: String) -> String { "\(root)/state-\(id)" }
  private func data(_ id: String) -> String { "\(root)/data-\(id)" }

  /// Calls nodes in turn until something holds, at most for a while.
  ///
  /// - Parameter before: what the folder shows to a hospital before its node looks.
  func run(
    _ ids: [String], before: (String) throws -> Void = { _ in }, until isDone: () -> Bool
  ) throws {
    let end = Date().addingTimeInterval(180)
    while !isDone(), Date() < end {
      for id in ids where !isDone() {
        try before(id)
        try NodeRunner(
          directory: shared, id: id, state: state(id), data: nil, once: true, rounds: nil,
          poll: 1, log: .text
        ).run()
      }
      Thread.sleep(forTimeInterval: 0.2)
    }
  }

  /// Whether somebody has published a file of a round.
  func exists(_ name: String, _ round: Int) -> Bool { copies(name, round) > 0 }

  /// How many hospitals have published a file of a round.
  func copies(_ name: String, _ round: Int) -> Int {
    ids.count {
      FileManager.default.fileExists(
        atPath: "\(shared)/\($0)/\(Place.roundFolder(round))/\(name).minisig")
    }
  }

  /// Whether somebody has published the whole outcome of a round.
  func isClosed(_ round: Int) -> Bool { exists("model.json", round) }

  /// The shared directory's files now.
  func files() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: shared)
    where path.contains(".") {
      files[path] = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(shared)/\(path)")))
    }
    return files
  }

  /// What lies there, with everybody's signing key.
  func course() throws -> Course {
    var identities: [String: IdentityKey] = [:]
    for id in ids {
      var file = [UInt8](
        try Data(contentsOf: URL(fileURLWithPath: "\(state(id))/secrets/identity")))
      identities[id] = try IdentityKey(wipingSecretKeyFile: &file)
    }
    return try Course(files: try files(), identities: identities)
  }

  private static func plan(
    _ rounds: Int, _ patience: Int, _ epsilon: Double, allowTwo: Bool
  ) -> String {
    """
    title = "a course"

    [data]
    classes = [\(SyntheticRadiographs.classes.map { "\"\($0)\"" }.joined(separator: ", "))]

    [data.images]
    side = 16

    [model]
    kind = "logistic"

    [training]
    rounds = \(rounds)
    sampling_rate = 0.5
    nominal_records = 120
    clip_norm = 1.0
    seed = 7

    [training.optimizer]
    kind = "sgd"
    learning_rate = 0.1
    momentum = 0.9

    [privacy]
    noise_multiplier = 1.0
    epsilon = \(epsilon)
    delta = 1e-5

    [rounds]
    allow_two = \(allowTwo)

    [rounds.patience]
    masked = \(patience)
    vote = 1
    leader = 1

    [auditors]
    public-auditor = "\(auditor)"

    """
  }

  /// The key of `shared/`, for which `Repository.auditorKey` is the secret half.
  private static let auditor: String = {
    var file = [UInt8](FileManager.default.contents(atPath: Repository.auditorKey) ?? Data())
    let key = try? SealingKeyFile.decode(wiping: &file, file: "auditor.key")
    return key?.publicKey.description ?? ""
  }()
}
