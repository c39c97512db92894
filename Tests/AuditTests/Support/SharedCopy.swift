import Audit
import Foundation

/// A copy of a shared directory that a test may spoil; removed when the test lets it go.
final class SharedCopy: Sendable {
  let root: String
  private let key: String

  /// Copies a consortium.
  init(of source: String = Repository.shared, key: String = Repository.auditorKey) throws {
    root = Self.freshPath()
    self.key = key
    try FileManager.default.copyItem(atPath: source, toPath: root)
  }

  /// Copies what an audit of one round of `shared/` reads.
  convenience init(around round: Int) throws {
    try self.init(files: Repository.files(around: round))
  }

  /// Lays out given files.
  init(files: [String: [UInt8]], key: String = Repository.auditorKey) throws {
    root = Self.freshPath()
    self.key = key
    for (file, bytes) in files {
      let folder = (path(file) as NSString).deletingLastPathComponent
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try write(bytes, to: file)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  func path(_ file: String) -> String { "\(root)/\(file)" }

  func exists(_ file: String) -> Bool { FileManager.default.fileExists(atPath: path(file)) }

  func read(_ file: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(file))))
  }

  func write(_ bytes: [UInt8], to file: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path(file)))
  }

  func remove(_ file: String) throws { try FileManager.default.removeItem(atPath: path(file)) }

  /// The regular files below a folder, sorted.
  func files(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(folder)).sorted()
      .map { "\(folder)/\($0)" }
  }

  /// Audits the copy, with the auditor's key or without any.
  func audit(
    _ scope: ConsortiumAuditor.Scope, withKey: Bool = true
  ) throws -> AuditReport {
    try auditor(withKey: withKey).audit(scope)
  }

  /// Reads the copy, which stays until the auditor has done so.
  func asking<Answer>(
    withKey: Bool = false, _ question: (ConsortiumAuditor) throws -> Answer
  ) throws -> Answer {
    try withExtendedLifetime(self) { try question(try auditor(withKey: withKey)) }
  }

  private func auditor(withKey: Bool) throws -> ConsortiumAuditor {
    try ConsortiumAuditor(directory: root, session: nil, keyFile: withKey ? key : nil)
  }

  private static func freshPath() -> String {
    FileManager.default.temporaryDirectory
      .appendingPathComponent("decaph-audit-\(UUID().uuidString)").path
  }
}
