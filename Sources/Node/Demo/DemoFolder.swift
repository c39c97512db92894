import Foundation
import Sodium

/// Where a demo puts its files.
public struct DemoFolder: Sendable {
  /// The folder of everything.
  public let root: String

  init(_ root: String) { self.root = root }

  /// The shared directory.
  public var shared: String { root + "/shared" }
  /// The auditor's secret key.
  public var auditorKey: String { root + "/auditor.key" }
  var plan: String { root + "/plan.toml" }
  func data(_ hospital: String) -> String { "\(root)/data/\(hospital)" }
  func state(_ hospital: String) -> String { "\(root)/state/\(hospital)" }
  func log(_ hospital: String) -> String { "\(root)/\(hospital).log" }

  /// The given directory if it is free, else the first free of `decaph-demo`, `decaph-demo-2` ...
  static func choose(_ given: String?) throws -> String {
    if let given { return try NewFolder.path(given) }
    let manager = FileManager.default
    let names = ["decaph-demo"] + (2...10_000).map { "decaph-demo-\($0)" }
    guard let name = names.first(where: { !manager.fileExists(atPath: $0) }) else {
      throw NodeError(.usage, "too many demo folders here", remedy: "give --dir a new folder")
    }
    return SharedLocation.absolute(name)
  }

  func make() throws {
    for folder in ["shared", "state", "data"] {
      do {
        try FileManager.default.createDirectory(
          atPath: "\(root)/\(folder)", withIntermediateDirectories: true)
      } catch {
        throw NodeError(
          .io, "\(root) cannot be made: no right to write there, or a file is in its way",
          remedy: "give --dir a new folder where this account may write")
      }
    }
  }

  func write(plan text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: plan))
  }

  func write(auditor key: SealingKey) throws {
    try AuditorKeyFile.write(key, to: auditorKey)
  }
}
