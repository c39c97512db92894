import Artifacts
import DifferentialPrivacy
import Foundation
import Node
import Rounds
import Testing

/// Who was expected, who is in, who is out and why, as `status` tells it.
@Suite struct StatusTests {
  static let four = ["h1", "h2", "h3", "h4"]
  static let three = ["h1", "h2", "h3"]

  private func founded(_ rounds: Int = 8) throws -> Trial {
    let trial = try Trial(TrialPlan(rounds: rounds, patience: 1), ids: Self.four)
    try trial.foundCompletely()
    return trial
  }

  @Test func whoIsAbsentIsOutWithoutAMaskedFile() throws {
    let trial = try founded()
    for id in Self.three { try trial.run(id) }
    let waiting = try trial.status()
    #expect(waiting.present["stage"] as? String == "masked")
    #expect(waiting.present["waitingFor"] as? [String] == ["h4"])
    #expect(try waiting.outcome(1) == "in-work")
    #expect(try waiting.names("expected", 1) == Self.four)
    #expect(try waiting.names("in", 1) == Self.three)
    #expect(try waiting.reasons("out", 1) == ["h4": "no-masked-file"])
    let other = try trial.status("h4")
    #expect(other.present["stage"] as? String == "act")
    #expect(other.present["yourTurn"] as? Bool == true)

    try trial.run(Self.three, through: 2)
    for view in [nil, "h1"] {
      let status = try trial.status(view)
      #expect(try status.outcome(1) == "cut")
      #expect(try status.names("in", 1) == Self.three)
      #expect(try status.reasons("out", 1) == ["h4": "no-masked-file"])
      #expect(try status.outcome(2) == "full")
      #expect(try status.names("expected", 2) == Self.three)
      #expect(try status.reasons("away", 2) == ["h4": "no-masked-file"])
      #expect(status.text.contains("h4: away since round 1, no masked file"))
      // The reason is found however few rounds are shown.
      let short = try trial.status(view, rounds: 1)
      #expect(short.rounds.count == 1)
      #expect(short.text.contains("h4: away since round 1, no masked file"))
    }
    #expect(try trial.status(rounds: 0).outcome(0) == "genesis")
  }

  @Test func whoPublishesTooLateIsOut() throws {
    let trial = try founded()
    try trial.run("h4")
    let (there, away) = (trial.shared + "/h4/round-000001", trial.root + "/held-back")
    try FileManager.default.moveItem(atPath: there, toPath: away)
    try trial.run(Self.three, through: 1)
    #expect(try trial.status().reasons("out", 1) == ["h4": "no-masked-file"])
    try FileManager.default.moveItem(atPath: away, toPath: there)
    for view in [nil, "h2"] {
      let status = try trial.status(view)
      #expect(try status.reasons("out", 1) == ["h4": "too-late"])
      #expect(status.text.contains("h4: its masked file came too late"))
    }
    // What does not arrive whole does not count, and is named.
    try trial.overwrite(there + "/masked.sealed", [1, 2, 3])
    let broken = try trial.status()
    #expect(try broken.reasons("out", 1) == ["h4": "incomplete"])
    #expect(broken.text.contains("set aside, not counted:\n  h4/round-000001/masked.sealed: "))
  }

  @Test func whoLeavesIsOutForItsOwnReason() throws {
    let trial = try founded()
    try trial.run(Self.four, through: 1)
    _ = try LeaveConsortium(
      directory: trial.shared, id: "h4", state: trial.state("h4")
    ).run()
    try trial.run(Self.three + ["h4"], through: 3)
    try trial.run(Self.three, through: 5)
    let status = try trial.status()
    let without = try #require(
      status.rounds.first { ($0["out"] as? [[String: Any]])?.isEmpty == false })
    let round = try #require(without["round"] as? Int)
    #expect(try status.reasons("out", round) == ["h4": "left-asked"])
    #expect(try status.reasons("away", round + 1) == ["h4": "left-asked"])
    for _ in 0..<2 { try trial.run("h4") }
    // Its last wait, if the outcome is on its way, or its end.
    let own = try trial.status("h4").present
    #expect(["outcome", "finished"].contains(own["stage"] as? String), "\(own)")
    #expect(own["yourTurn"] as? Bool == false)
  }

  @Test func anOwnLimitIsSaidWithoutTheLimit() throws {
    let trial = try Trial(TrialPlan(rounds: 8, patience: 1), ids: Self.four)
    try trial.foundUpToApproval()
    for id in ["h2", "h3"] { try trial.approve(id) }
    try trial.approve("h4", maxEpsilon: try oneRound(trial) * 1.0001)
    try trial.run(Self.three + ["h4"], through: 1)
    try trial.run(Self.three, through: 2)
    let status = try trial.status("h1")
    #expect(try status.names("in", 1) == Self.four)
    #expect(try status.names("expected", 2) == Self.three)
    #expect(try status.reasons("away", 2) == ["h4": "left-cap"])
    #expect(status.text.contains("h4: away since round 1, left (own limit)"))
    let privacy = try #require(status.present["privacy"] as? [String: Any])
    #expect(privacy["unit"] as? String == "example")
    #expect(privacy["delta"] as? String == "1e-05")
  }

  /// What one round of the trial's plan costs.
  private func oneRound(_ trial: Trial) throws -> Double {
    let plan = try trial.decode(
      Manifest.self, trial.shared + "/h1/consortium/manifest.json"
    ).plan
    let arithmetic = try RoundArithmetic(plan)
    let numbers = try arithmetic.parameters(n: 4, of: 4)
    let roster = Roster(
      members: [:], c: numbers.colluding, t: numbers.quorum, m: numbers.smallestSet)
    var ledger = Ledger()
    ledger.append(try arithmetic.charge(roster, members: 4, kind: .training, present: nil))
    return ledger.epsilon(delta: plan.privacy.delta.value, against: .coalition).epsilon
  }

  @Test func whoSignsTwiceIsConvicted() throws {
    let trial = try founded()
    for id in ["h4", "h1", "h2"] { try trial.run(id) }
    let truth = try trial.decode(
      Statement<MaskedBody>.self, trial.path("h4", 1, "masked.json"))
    try trial.plant(
      trial.signer("h4").sign(try truth.repeated(created: "later"), round: 1, slot: .masked))
    try trial.run(Self.three, through: 2)
    // A liar's folder of a round far away hides nothing.
    let far = trial.shared + "/h4/round-900000000"
    try FileManager.default.createDirectory(atPath: far, withIntermediateDirectories: true)
    for name in ["masked.json", "masked.json.minisig"] {
      try trial.overwrite("\(far)/\(name)", [1])
    }
    for view in [nil, "h1"] {
      let status = try trial.status(view, rounds: 8)
      #expect(try status.reasons("out", 1) == ["h4": "convicted"])
      #expect(try status.reasons("away", 2) == ["h4": "convicted"])
      #expect(
        status.text.contains("h4: convicted: signed two files for h4/round-000001/masked"))
    }
  }

  @Test func aRestartNamesWhomItExcludes() throws {
    let trial = try founded()
    try trial.run(Self.four, through: 1)
    func restart(_ id: String, _ members: [String] = [], _ excludes: [String] = []) throws {
      _ = try RestartConsortium(
        directory: trial.shared, id: id, state: trial.state(id), members: members,
        excludes: excludes, accepted: nil
      ).run()
    }
    for id in Self.three { try restart(id) }
    try restart("h1", Self.three, ["h4"])
    for id in Self.three { try trial.run(id) }
    let status = try trial.status()
    let line = try #require(status.rounds.first { $0["outcome"] as? String == "restart" })
    let round = try #require(line["round"] as? Int)
    #expect(line["signers"] as? [String] == ["h1"])
    #expect(line["after"] as? Int == 1)
    #expect(try status.names("in", round) == Self.three)
    #expect(try status.reasons("out", round) == ["h4": "excluded"])
    #expect(try status.reasons("away", round + 1) == ["h4": "excluded"])
    #expect(status.text.contains("h4: excluded by restart"))
    for number in 2..<round { #expect(try status.outcome(number) == "abandoned") }
  }
}
