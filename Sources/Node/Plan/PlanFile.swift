import Artifacts
import Foundation

/// Reads a plan.
enum PlanFile {
  /// Reads a plan in its canonical JSON form.
  static func load(_ path: String) throws -> Plan {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw NodeError(.missing, "there is no plan at \(path)", remedy: "check --plan")
    }
    return try CanonicalJSON.decode(Plan.self, from: [UInt8](data), file: path)
  }
}

/// The default plan.
public enum PlanTemplate {
  /// The text that `plan new` prints.
  public static let text = ""
}
