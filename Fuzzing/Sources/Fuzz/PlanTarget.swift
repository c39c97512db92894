import Artifacts
import Foundation

@testable import Node

/// `plan.toml`. What a plan names lies beside it: in an empty folder.
enum PlanTarget: FuzzTarget {
  static func read(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    do {
      let plan = try PlanFile.parse(text, file: "/var/empty/plan.toml")
      let json = CanonicalJSON.encode(plan)
      let signed = Invariant.succeeds("what is accepted can be signed and read") {
        try CanonicalJSON.decode(Plan.self, from: json, file: "plan.json")
      }
      Invariant.hold(signed == plan, "a plan reads back")
    } catch {
      Invariant.hold(error.status != .software, "a refusal is no fault of the program")
      Invariant.message(error.message, error.remedy, lines: true)
    }
  }
}
