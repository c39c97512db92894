import Artifacts
import Audit
import Foundation
import Node
import Testing

/// Real nodes, one of whom pauses and comes back.
@Suite struct PauseTests {
  private static let ids = ["h1", "h2", "h3", "h4", "h5"]
  private let others = ["h1", "h2", "h3", "h4"]

  private func trial(_ ids: [String] = ids) throws -> Trial { try .patient(ids) }

  private func hospital(_ trial: Trial, _ id: String) throws -> PauseHospital {
    try PauseHospital(directory: trial.shared, id: id, state: trial.state(id))
  }

  private func charges(_ trial: Trial, _ id: String) throws -> [UInt8] {
    try #require(trial.read(trial.state(id) + "/charges"))
  }

  @Test func theRoundInWorkIsEndedAndTheOthersGoOnWithoutWaiting() throws {
    let trial = try trial()
    // h5 has given its vector for round 1, and not yet its shares.
    try trial.run("h5")
    #expect(try hospital(trial, "h5").pause().contains("h5 pauses"))
    let paid = try charges(trial, "h5")
    try trial.run(Self.ids, through: 2)
    #expect(try trial.members(1) == Self.ids)
    #expect(trial.exists(trial.path("h5", 1, "unmask-0.json")))
    #expect(trial.exists("\(trial.shared)/h5/consortium/leave-0001.json"))
    #expect(try trial.members(2) == others)
    #expect(try charges(trial, "h5") == paid, "a pause costs nothing")
    let now = try trial.status("h5").text
    #expect(now.contains("the others go on without it"), "\(now)")

    #expect(try hospital(trial, "h5").resume().contains("takes part again"))
    let returned = try #require(others.map { trial.closedRound($0) }.max()) + 1
    try trial.run(Self.ids, through: returned + 2)
    #expect(trial.exists("\(trial.shared)/h5/consortium/enrol-0002.json"))
    #expect(try trial.members(returned + 2) == Self.ids)
    let report = try ConsortiumAuditor(directory: trial.shared, session: nil, keyFile: nil)
      .audit(.rounds(Array(1...returned + 2)))
    #expect(report.verdict.exitCode == 0, "\(report.text)")
  }

  /// Four have voted for a sum and one of them falls silent: a quorum needs the shares that the
  /// pausing hospital holds.
  @Test func theSharesOfAPausingHospitalAreThere() throws {
    let trial = try trial()
    for id in others { try trial.run(id) }
    _ = try hospital(trial, "h5").pause()
    try trial.run("h5")
    for _ in 0..<2 {
      for id in others where !trial.exists(trial.path(id, 1, "vote-1.json")) { try trial.run(id) }
    }
    #expect(others.allSatisfy { trial.exists(trial.path($0, 1, "vote-1.json")) })
    #expect(!trial.exists(trial.path("h1", 1, "unmask-1.json")), "h1 has not seen h4's vote")
    let present = ["h2", "h3", "h4", "h5"]
    try trial.run(present, through: 1)
    #expect(trial.exists(trial.path("h5", 1, "unmask-1.json")))
    #expect(!trial.exists(trial.path("h5", 1, "masked.json")))
    #expect(try trial.members(1) == others)
  }

  /// Three cannot go on as two: then nothing is said, and everybody waits for the return.
  @Test func ofThreeTheOthersWait() throws {
    let ids = ["h1", "h2", "h3"]
    let trial = try trial(ids)
    try trial.runAll(through: 1)
    _ = try hospital(trial, "h3").pause()
    for _ in 0..<4 { for id in ids { try trial.run(id) } }
    let round = try #require(ids.map { trial.closedRound($0) }.max()) + 1
    #expect(!trial.exists("\(trial.shared)/h3/consortium/leave-0001.json"))
    #expect(!trial.exists(trial.path("h3", round, "masked.json")))
    #expect(try trial.status("h3").text.contains("the others wait"))
    _ = try hospital(trial, "h3").resume()
    try trial.run(ids, through: round)
    #expect(try trial.members(round) == ids)
    #expect(!trial.exists("\(trial.shared)/h3/consortium/enrol-0002.json"))
  }

  @Test func saysWhatCannotBePaused() throws {
    let trial = try Trial(ids: ["h1", "h2", "h3"])
    #expect(failure { _ = try hospital(trial, "h1").pause() }?.status == .missing)
    try trial.foundUpToApproval()
    #expect(failure { _ = try hospital(trial, "h2").pause() }?.status == .configuration)
    #expect(try hospital(trial, "h1").resume() == "h1 is not paused")
    _ = try hospital(trial, "h1").pause()
    #expect(try hospital(trial, "h1").pause().contains("already"))
    for id in ["h2", "h3"] { try trial.approve(id) }
    _ = try LeaveConsortium(directory: trial.shared, id: "h2", state: trial.state("h2")).run()
    #expect(failure { _ = try hospital(trial, "h2").pause() }?.status == .configuration)
  }
}
