import Artifacts
import Audit
import Foundation
import Node
import SharedFolder
import Testing

/// One consortium goes on from another: members, keys and plan change, model and account stay.
@Suite struct SuccessionTests {
  private static let ids = ["h1", "h2", "h3", "h4"]

  /// Four hospitals after two rounds of six, with a third one begun; a fifth has data.
  private func trial() throws -> Trial {
    let trial = try Trial(
      TrialPlan(rounds: 6, patience: 1, votePatience: 1), ids: Self.ids + ["h5"])
    let before = Succession(trial, "shared", state: "state")
    try before.found(Self.ids)
    try before.run(Self.ids, until: { Self.ids.allSatisfy { trial.closedRound($0) >= 2 } })
    return trial
  }

  @Test func modelAndAccountGoOnWithOtherMembersKeysAndPlan() throws {
    let trial = try trial()
    let next = Succession(trial, "next", state: "next-state")
    let founded = try next.foundAfter("h1")
    #expect(founded.contains("goes on from round 2 of session"), "\(founded)")
    #expect(founded.contains("changed  training.rounds: 4 (before: 6)"), "\(founded)")
    try next.joinAfter("h2")
    try next.joinAfter("h3", hasNewKeys: true)
    try next.join("h5")
    let admitted = try next.admit(["h2", "h3", "h5"])
    #expect(admitted.contains("h3 has new keys, signed with its key of before"), "\(admitted)")
    #expect(admitted.contains("h5 is new") && !admitted.contains("h2 has"), "\(admitted)")
    #expect(try next.start().contains("h4 is no longer a member"))
    for id in ["h2", "h3"] {
      #expect(try next.approve(id).contains("its account of 3 rounds, which counts for every"))
    }
    try next.approve("h5")

    // The old node ends: it begins no round any more.
    let signed = try trial.snapshot(trial.shared + "/h2/round-000003").keys
    for _ in 0..<3 { for id in ["h2", "h3", "h1"] { try trial.run(id) } }
    #expect(!trial.exists(trial.path("h2", 4, "masked.json")))
    #expect(trial.exists(trial.shared + "/h2/consortium/leave-0001.json"), "\(signed)")

    let members = ["h1", "h2", "h3", "h5"]
    try next.run(members) {
      trial.exists("\(next.shared)/h5/round-000002/masked.json")
        && members.contains {
          trial.exists("\(next.shared)/\($0)/round-000001/model.json.minisig")
        }
    }
    try expectSameKeys(trial, next)
    try expectAudit(trial, next)
  }

  /// h2 has kept its keys, h3 has others than before.
  private func expectSameKeys(_ trial: Trial, _ next: Succession) throws {
    for name in ["identity", "sealing"] {
      let kept = try #require(trial.read("\(next.state("h2"))/secrets/\(name)"))
      #expect(kept == trial.read("\(trial.state("h2"))/secrets/\(name)"))
      #expect(
        trial.read("\(next.state("h3"))/secrets/\(name)")
          != trial.read("\(trial.state("h3"))/secrets/\(name)"))
    }
  }

  /// With the folder before, the audit holds one against the other, with and without a key; without
  /// it, it says that it does not.
  private func expectAudit(_ trial: Trial, _ next: Succession) throws {
    let key = next.state("h2") + "/secrets/sealing"
    let auditor = try ConsortiumAuditor(directory: next.shared, session: nil, keyFile: key)
    let alone = try auditor.audit(.rounds([1]))
    #expect(alone.verdict.exitCode == 0, "\(alone.text)")
    #expect(alone.findings.contains { $0.code == .succession && $0.word == .skip })
    #expect(alone.text.contains("rounds 1 to 1 and 3 rounds of the consortium before cost epsilon"))

    let report = try auditor.following(trial.shared).audit(.rounds([1]))
    #expect(report.verdict.exitCode == 0, "\(report.text)")
    let lines = report.findings.filter { $0.code == .succession }
    #expect(lines.first?.word == .ok)
    #expect(
      lines.first?.message
        == "goes on from a round that verifies, and counts its charges for rounds 1 to 3",
      "\(report.text)")
    #expect(lines.dropFirst().first?.word == .ok)
    #expect(lines.dropFirst().first?.message == "starts from the model of the consortium before")
    let notes = lines.dropFirst(2).map(\.message)
    #expect(
      notes == [
        "h3 has new keys, signed with its key of before", "h5 is new", "h4 is no longer a member",
        "the plan: training.rounds: 4 (before: 6)",
      ])
    let keyless = try ConsortiumAuditor(directory: next.shared, session: nil, keyFile: nil)
      .following(trial.shared).audit(.rounds([1]))
    #expect(keyless.verdict.exitCode == 0, "\(keyless.text)")
    #expect(
      keyless.findings.filter { $0.code == .succession }.map(\.word).prefix(2) == [.ok, .skip])

    // Another folder is not the one before, and one without the round is not complete.
    #expect(try auditor.following(next.shared).audit(.rounds([1])).verdict.exitCode != 0)
    let result = try #require(
      Self.ids.map { trial.path($0, 2, "result.json") }.first(where: trial.exists))
    let bytes = try #require(trial.read(result))
    try trial.overwrite(result, bytes.map { $0 == UInt8(ascii: "7") ? UInt8(ascii: "8") : $0 })
    #expect(try auditor.following(trial.shared).audit(.rounds([1])).verdict.exitCode != 0)
  }

  @Test func aKeyThatTheOldOneHasNotSignedIsToldAndCountsForNoQuorum() throws {
    let trial = try trial()
    let next = Succession(trial, "next", state: "next-state")
    try next.foundAfter("h1")
    try next.joinAfter("h2")
    // Both have lost their states: nobody vouches for them but people.
    for id in ["h3", "h4"] { try next.join(id) }
    let admitted = try next.admit(["h2", "h3", "h4"])
    #expect(admitted.contains("h3 has a NEW KEY that its key of before has not signed: compare"))
    let error = try #require(failure { _ = try next.start() })
    #expect(error.status == .configuration)
    #expect(error.message.contains("only 2 of the 4 hospitals before go on"), "\(error)")
    #expect(error.message.contains("the quorum is 3"))
    #expect(!trial.exists("\(next.shared)/h1/consortium/manifest.json"))
  }

  @Test func nobodyApprovesAnAccountThatIsTooSmall() throws {
    let trial = try trial()
    // The founder's state of an hour ago, and a folder that is behind, do not know the rounds since.
    let old = try trial.copyOfState("h1")
    let behind = trial.root + "/behind"
    try FileManager.default.copyItem(atPath: trial.shared, toPath: behind)
    try Succession(trial, "shared", state: "state").run(Self.ids) {
      Self.ids.allSatisfy { trial.closedRound($0) >= 4 }
    }
    let next = Succession(trial, "next", state: "next-state")
    let early = try #require(failure { try next.foundAfter("h1", state: old) })
    #expect(early.status == .tryLater)
    #expect(early.message.contains("has closed round 2, and round 5 has begun"), "\(early)")
    #expect(!trial.exists(next.shared))
    try next.foundAfter("h1", state: old, in: behind)
    for id in ["h2", "h3", "h4"] { try next.joinAfter(id) }
    try next.admit(["h2", "h3", "h4"])
    _ = try next.start()
    let error = try #require(failure { try next.approve("h2") })
    #expect(error.status == .tryLater)
    #expect(error.message.contains("round 5 of the consortium before has begun"), "\(error)")
    #expect(error.message.contains("charges rounds up to 3 only"), "\(error)")
    // Nothing has happened: it goes on where it was.
    #expect(!trial.exists("\(next.shared)/h2/consortium/approval.json"))
    try Succession(trial, "shared", state: "state").run(["h2", "h3", "h4"]) {
      trial.exists(trial.path("h2", 5, "masked.json"))
    }
  }

  @Test func whatDoesNotBelongTogetherIsRefused() throws {
    let trial = try trial()
    let next = Succession(trial, "next", state: "next-state")
    #expect(failure { try next.joinAfter("h2") }?.status == .tryLater)
    try next.found(["h1", "h2", "h3"], upTo: .founding)
    let error = try #require(failure { try next.joinAfter("h2") })
    #expect(error.status == .configuration)
    #expect(error.message.contains("does not follow the one in"), "\(error)")
    let same = Succession(trial, "shared", state: "other-state")
    #expect(failure { try same.foundAfter("h1") }?.status == .usage)
    let sameState = Succession(trial, "third", state: "state")
    #expect(failure { try sameState.foundAfter("h1") }?.status == .usage)

    // Another model is no continuation.
    var plan = TrialPlan(rounds: 6)
    plan.model = "kind = \"mlp\"\nhidden = [4]"
    try trial.write(plan)
    let third = Succession(trial, "third", state: "third-state")
    let model = try #require(
      failure { try third.foundAfter("h1", plan: trial.root + "/plan.toml") })
    #expect(model.status == .badData && model.message.contains("has another model"))
    // A budget that is spent is told before anybody joins.
    plan = TrialPlan(rounds: 6, epsilon: 0.5)
    try trial.write(plan)
    let spent = try #require(
      failure { try third.foundAfter("h1", plan: trial.root + "/plan.toml") })
    #expect(spent.message.contains("is spent by the rounds of the consortium before"), "\(spent)")
    #expect(!trial.exists(third.shared))
  }

  @Test func oneAccountPaysForOneConsortium() throws {
    let trial = try trial()
    let members = ["h1", "h2", "h3", "h4"]
    func found(_ name: String) throws -> Succession {
      let next = Succession(trial, name, state: name)
      try next.foundAfter("h1")
      for id in members.dropFirst() { try next.joinAfter(id) }
      try next.admit(Array(members.dropFirst()))
      return next
    }
    let (first, second) = (try found("first"), try found("second"))
    _ = try first.start()
    for id in members.dropFirst() { try first.approve(id) }
    // Here nobody takes part again, whatever people ask for.
    for error in [
      failure {
        _ = try PauseHospital(directory: trial.shared, id: "h2", state: trial.state("h2")).pause()
      },
      failure {
        _ = try RecoverHospital(directory: trial.shared, id: "h2", state: trial.state("h2")).run()
      },
    ] {
      #expect(error?.status == .configuration)
      #expect(
        error?.message.contains("has gone on to session") == true, "\(String(describing: error))")
    }
    // The first has not begun: the founder may found again, and h2 goes over to it.
    _ = try second.start()
    try second.approve("h2")
    #expect(try second.approve("h2").contains("session"), "a second call repeats the first")
    try first.run(["h3"]) { trial.exists("\(first.shared)/h3/round-000001/masked.json") }
    for _ in 0..<3 { try first.call("h2") }
    #expect(!trial.exists("\(first.shared)/h2/round-000001/masked.json"))
    // h3 has paid there, and stays.
    let error = try #require(failure { try second.approve("h3") })
    #expect(error.status == .violation)
    #expect(error.message.contains("one account pays for one of them"), "\(error)")
    #expect(!trial.exists("\(second.shared)/h3/consortium/approval.json"))
  }
}
