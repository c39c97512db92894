import Foundation
import TestFolders

/// Three hospitals with small tables, founded by the very commands that people type.
final class Consortium {
  static let members = ["h1", "h2", "h3"]

  let root: String
  /// Put before every call of the node, to trace it for example.
  private let wrapper: [String]
  private var logs = 0

  var shared: String { root + "/shared" }
  var auditorKey: String { root + "/auditor.key" }

  /// Founds a consortium; every hospital has approved when this returns.
  init(rounds: Int, wrapper: (_ root: String) -> [String] = { _ in [] }) throws {
    root =
      TemporaryFolders.url
      .appendingPathComponent("decaph-command-\(UUID().uuidString)").path
    self.wrapper = wrapper(root)
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    for (index, id) in Self.members.enumerated() {
      try Data(SmallTable(seed: UInt64(index)).text.utf8)
        .write(to: URL(fileURLWithPath: data(id)))
    }
    let key = try call(.audit, ["key", "--out", auditorKey])
    let plan = root + "/plan.toml"
    try Data(SmallTable.plan(rounds: rounds, auditor: String(key.prefix { $0 != "\n" })).utf8)
      .write(to: URL(fileURLWithPath: plan))
    try found("h1", ["init", "--plan", plan, "--data", data("h1")])
    for id in ["h2", "h3"] { try found(id, ["join", "--data", data(id)]) }
    try found("h1", ["admit", "h2", "h3"])
    try found("h1", ["start"])
    for id in ["h2", "h3"] { try found(id, ["approve"]) }
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  func state(_ id: String) -> String { "\(root)/\(id)" }
  func data(_ id: String) -> String { "\(root)/\(id).csv" }

  /// Calls a hospital's node and waits for it.
  ///
  /// - Parameter tracer: put before this call instead of the usual wrapper.
  func node(
    _ id: String, _ arguments: [String], under tracer: [String]? = nil
  ) throws -> Program.Result {
    let line = (tracer ?? wrapper) + [Program.node.path] + arguments + who(id)
    return try Program(path: line[0]).run(Array(line.dropFirst()))
  }

  /// Starts a hospital's node as a service.
  func start(_ id: String, _ arguments: [String] = ["--poll", "0.1"]) throws -> Daemon {
    logs += 1
    return try Daemon(.node, arguments + who(id), log: "\(root)/\(id)-\(logs).log")
  }

  /// Keeps a copy of the shared directory and of all private states.
  func save(as name: String) throws {
    try bash("mkdir \(name) && cp -a \(Self.parts) \(name)")
  }

  /// Puts such a copy back, whatever is there now.
  func restore(_ name: String) throws {
    try bash("rm -rf \(Self.parts) && cp -a \(name)/. .")
  }

  /// What a hospital's state and the shared directory consist of.
  private static let parts = (["shared"] + members).joined(separator: " ")

  private func bash(_ line: String) throws {
    let result = try Program.bash.run(["-c", line], in: root)
    guard result.status == 0 else { throw Failure(text: "\(line): \(result.errors)") }
  }

  /// Audits everything with the auditor's key.
  func auditAll() throws -> Program.Result {
    try Program.audit.run(["verify", "--all", "--dir", shared, "--key", auditorKey])
  }

  private func who(_ id: String) -> [String] {
    ["--dir", shared, "--id", id, "--state", state(id)]
  }

  private func found(_ id: String, _ arguments: [String]) throws {
    let result = try node(id, arguments)
    guard result.status == 0 else { throw Failure(text: "\(arguments): \(result.errors)") }
  }

  private func call(_ program: Program, _ arguments: [String]) throws -> String {
    let result = try program.run(arguments)
    guard result.status == 0 else { throw Failure(text: "\(arguments): \(result.errors)") }
    return result.output
  }

  private struct Failure: Error, CustomStringConvertible {
    let text: String
    var description: String { text }
  }
}
