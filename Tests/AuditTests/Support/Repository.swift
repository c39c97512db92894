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
}
