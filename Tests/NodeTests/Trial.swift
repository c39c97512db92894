import Artifacts
import Datasets
import Foundation
import Node
import Sodium
import TestFolders
import Testing

/// A consortium on disk in a temporary folder, its nodes called one at a time as cron would.
///
/// Removed when it is released.
final class Trial {
  let ids: [String]
  let root: String
  var shared: String { root + "/shared" }

  /// Data and plan for hospitals; nothing is founded yet.
  init(_ plan: TrialPlan = TrialPlan(), ids: [String] = ["h1", "h2", "h3"]) throws {
    self.ids = ids
    root = TemporaryFolders.path + "/decaph-trial-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    try write(plan)
    for (index, id) in ids.enumerated() {
      if plan.isTable {
        try write(PatientTable(hospital: index).text, to: data(id))
        continue
      }
      try SyntheticRadiographs(side: TrialPlan.side, seed: 5, hospital: index)
        .write(to: data(id), count: TrialPlan.recordsPerHospital)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  func state(_ id: String) -> String { "\(root)/state-\(id)" }
  func data(_ id: String) -> String { "\(root)/data-\(id)" }

  /// The one place that knows how plans are written.
  func write(_ plan: TrialPlan) throws {
    try write(plan.text, to: root + "/plan.toml")
  }

  func write(_ text: String, to path: String) throws {
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  // MARK: The commands

  @discardableResult
  func found() throws -> String {
    try FoundConsortium(
      directory: shared, id: ids[0], state: state(ids[0]), plan: root + "/plan.toml",
      data: data(ids[0])
    ).run()
  }

  @discardableResult
  func join(_ id: String) throws -> String {
    try JoinConsortium(directory: shared, id: id, state: state(id), data: data(id)).run()
  }

  @discardableResult
  func admit(_ members: [String]? = nil) throws -> String {
    try AdmitMembers(
      directory: shared, id: ids[0], state: state(ids[0]),
      members: members ?? Array(ids.dropFirst())
    ).run()
  }

  @discardableResult
  func start(acceptsNoNoise: Bool = false) throws -> String {
    try StartConsortium(
      directory: shared, id: ids[0], state: state(ids[0]), maxEpsilon: nil,
      acceptsNoNoise: acceptsNoNoise
    ).run()
  }

  @discardableResult
  func approve(
    _ id: String, maxEpsilon: Double? = nil, session: String? = nil, acceptsNoNoise: Bool = false
  ) throws -> String {
    try ApproveManifest(
      directory: shared, id: id, state: state(id), maxEpsilon: maxEpsilon, session: session,
      acceptsNoNoise: acceptsNoNoise
    ).run()
  }

  /// One call of a node from cron: every step that is possible now.
  func run(_ id: String) throws {
    try NodeRunner(
      directory: shared, id: id, state: state(id), data: nil, once: true, rounds: nil, poll: 1,
      log: .text
    ).run()
  }

  /// Everything up to the manifest; nobody but the founder has approved.
  func foundUpToApproval(acceptsNoNoise: Bool = false) throws {
    try found()
    for id in ids.dropFirst() { try join(id) }
    try admit()
    try start(acceptsNoNoise: acceptsNoNoise)
  }

  /// Everything up to round 1.
  func foundCompletely() throws {
    try foundUpToApproval()
    for id in ids.dropFirst() { try approve(id) }
  }

  /// Calls nodes in turn until a round is closed by all and its outcome published, at most
  /// `limit` calls.
  func runAll(through round: Int, limit: Int = 100) throws {
    for call in 0..<limit where !isComplete(round) { try run(ids[call % ids.count]) }
    #expect(isComplete(round), "round \(round) is not complete after \(limit) calls")
  }

  // MARK: What lies on disk

  /// Whether every node knows the model of a round, and its leader has published it.
  func isComplete(_ round: Int) -> Bool {
    ids.allSatisfy { closedRound($0) >= round } && leader(of: round) != nil
  }

  /// The last round that a node has closed.
  func closedRound(_ id: String) -> Int {
    let models = (try? FileManager.default.contentsOfDirectory(atPath: state(id) + "/models")) ?? []
    return models.compactMap { Int($0.prefix { $0 != "." }) }.max() ?? -1
  }

  /// The result on which a node stands; when it came to it is its own affair.
  func tipResult(_ id: String) throws -> String {
    struct Tip: Decodable { let result: String }
    let line = try #require(read(state(id) + "/values/tip"))
    // A checksum and a space come first.
    return try JSONDecoder().decode(Tip.self, from: Data(line.dropFirst(17))).result
  }

  /// Who has published the outcome of a round, complete with its model.
  func leader(of round: Int) -> String? {
    ids.first { exists(path($0, round, "model.json.minisig")) }
  }

  func path(_ id: String, _ round: Int, _ name: String) -> String {
    "\(shared)/\(id)/\(Place.roundFolder(round))/\(name)"
  }

  func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// Every file below a folder with its bytes, but for what nodes say of themselves.
  func snapshot(_ folder: String) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for case let name as String in try #require(FileManager.default.enumerator(atPath: folder))
    where !name.hasSuffix("status.json") {
      if let bytes = read("\(folder)/\(name)") { files[name] = bytes }
    }
    return files
  }

  func read(_ path: String) -> [UInt8]? {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory),
      !isDirectory.boolValue
    else { return nil }
    return FileManager.default.contents(atPath: path).map { [UInt8]($0) }
  }

  /// Writes a file in place, as nothing of decaph would.
  func overwrite(_ path: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }
}

/// How a command ended, if it failed.
func failure(_ body: () throws -> Void) -> NodeError? {
  do {
    try body()
    return nil
  } catch {
    return NodeError(wrapping: error)
  }
}
