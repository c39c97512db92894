import Foundation
import Node
import Testing

/// A hospital that came back does not sign again what its lost state may have signed unseen.
@Suite struct ForgottenRoundsTests {
  private let ids = ["h1", "h2", "h3", "h4"]

  /// The lost state has published an outcome, and the share hides it.
  @Test func anOutcomeIsLeftToOthers() throws {
    let trial = try Trial(TrialPlan(rounds: 30, patience: 1, votePatience: 1), ids: ids)
    try trial.foundCompletely()
    try trial.runAll(through: 1)
    let old = trial.root + "/old"
    var before: [String: [UInt8]] = [:]
    var calls = 0
    while trial.leader(of: 2) == nil, calls < 40 {
      let id = ids[calls % ids.count]
      try? FileManager.default.removeItem(atPath: old)
      try FileManager.default.copyItem(atPath: trial.state(id), toPath: old)
      before = try trial.snapshot("\(trial.shared)/\(id)")
      try trial.run(id)
      calls += 1
    }
    let leader = try #require(trial.leader(of: 2))
    let hidden = try trial.snapshot("\(trial.shared)/\(leader)").filter { before[$0.key] == nil }
    let outcome = [
      "round-000002/result.json", "round-000002/model.json", "round-000003/commit.json",
    ]
    #expect(outcome.allSatisfy { hidden[$0] != nil })
    for name in hidden.keys {
      try FileManager.default.removeItem(atPath: "\(trial.shared)/\(leader)/\(name)")
    }
    try FileManager.default.removeItem(atPath: trial.state(leader))
    try FileManager.default.moveItem(atPath: old, toPath: trial.state(leader))
    _ = try recover(leader, trial)

    for _ in 0..<40 where trial.leader(of: 2) == nil { for id in ids { try trial.run(id) } }
    #expect(trial.leader(of: 2) != nil && trial.leader(of: 2) != leader)
    for name in outcome { #expect(!trial.exists("\(trial.shared)/\(leader)/\(name)"), "\(name)") }
    #expect(trial.closedRound(leader) >= 2, "it follows")

    // What the lost state had signed shows up again, and nothing lies in its place.
    for (name, bytes) in hidden where !trial.exists("\(trial.shared)/\(leader)/\(name)") {
      try trial.overwrite("\(trial.shared)/\(leader)/\(name)", bytes)
    }
    #expect(failure { try trial.run(leader) }?.status == .configuration)
    _ = try recover(leader, trial)
    try trial.run(leader)
    for (name, bytes) in hidden {
      #expect(trial.read("\(trial.shared)/\(leader)/\(name)") == bytes, "\(name)")
    }
  }

  private func recover(_ id: String, _ trial: Trial) throws -> String {
    try RecoverHospital(directory: trial.shared, id: id, state: trial.state(id)).run()
  }
}
