import Foundation
import Node
import Testing

/// From an empty directory to the first round, and everything that must not pass on the way.
@Suite struct FoundingTests {
  @Test func commandsAreRepeatable() throws {
    let trial = try Trial()
    try trial.foundCompletely()
    let before = try trial.snapshot(trial.shared)
    try trial.found()
    for id in ["h2", "h3"] { try trial.join(id) }
    try trial.start()
    for id in ["h2", "h3"] { try trial.approve(id) }
    #expect(try trial.snapshot(trial.shared) == before)
    let names = before.keys.filter { $0.hasSuffix(".json") }.sorted()
    #expect(
      names == [
        "h1/consortium/approval.json", "h1/consortium/enrol-0001.json",
        "h1/consortium/manifest.json", "h1/consortium/plan.json", "h2/consortium/approval.json",
        "h2/consortium/enrol-0001.json", "h3/consortium/approval.json",
        "h3/consortium/enrol-0001.json",
      ])
  }

  @Test func nothingTrainsBeforeAllHaveApproved() throws {
    let ids = ["wait-1", "wait-2", "wait-3"]
    let trial = try Trial(ids: ids)
    try trial.foundUpToApproval()
    try trial.approve("wait-2")
    let said = try StandardError.lines(about: ids) {
      for id in ids + ids { try trial.run(id) }
    }
    #expect(said.contains { $0.hasSuffix("wait-1 waiting for approval by wait-3") })
    #expect(said.contains { $0.contains("wait-3 YOUR TURN: run 'decaph-node approve'") })
    let files = try trial.snapshot(trial.shared).keys
    #expect(files.allSatisfy { $0.contains("/consortium/") })
    try trial.approve("wait-3")
    try trial.run("wait-2")
    #expect(trial.exists(trial.path("wait-2", 1, "masked.json.minisig")))
  }

  @Test func anExchangedEnrolmentIsNoticed() throws {
    let trial = try Trial()
    try trial.found()
    try trial.join("h2")
    try trial.join("h3")
    let said = try trial.admit()
    // Somebody with write access puts an enrolment with own keys in the place of h2's.
    let thief = try Trial()
    try thief.found()
    try thief.join("h2")
    try FileManager.default.removeItem(atPath: trial.shared + "/h2")
    try FileManager.default.copyItem(atPath: thief.shared + "/h2", toPath: trial.shared + "/h2")
    let refused = failure { try trial.start() }
    #expect(refused?.status == .violation)
    #expect(refused?.message.contains("h2/consortium/enrol-0001.json") == true)
    // A founder who does not compare fingerprints admits the thief; h2 still notices.
    #expect(try trial.admit(["h2"]) != said)
    try trial.start()
    #expect(failure { try trial.approve("h2") }?.status == .violation)
  }

  @Test func twoHospitalsAndUnknownNamesAreRefused() throws {
    let trial = try Trial()
    try trial.found()
    #expect(failure { try trial.admit(["h2"]) }?.status == .missing)
    #expect(failure { try trial.admit(["H2"]) }?.status == .usage)
    try trial.join("h2")
    try trial.admit(["h2"])
    #expect(failure { try trial.start() }?.status == .configuration)
    try trial.join("h3")
    try trial.admit(["h3"])
    try trial.start()
    #expect(failure { try trial.admit(["h3"]) }?.status == .configuration)
  }

  /// Data that the plan cannot train on are refused before there are keys or an enrolment.
  @Test(arguments: [false, true])
  func unusableDataAreRefusedAtTheDoor(isTable: Bool) throws {
    let trial = try Trial(TrialPlan(isTable: isTable))
    try trial.write("age,sex\n50,1\n", to: trial.root + "/other.csv")
    let wrong = [trial.root, trial.root + "/other.csv", trial.root + "/nowhere", trial.shared]
    for data in wrong {
      let refused = failure {
        _ = try FoundConsortium(
          directory: trial.shared, id: "h1", state: trial.state("h1"),
          plan: trial.root + "/plan.toml", data: data
        ).run()
      }
      #expect([.missing, .badData, .usage].contains(refused?.status), "\(data): \(refused as Any)")
      #expect(!trial.exists(trial.shared) && !trial.exists(trial.state("h1")))
    }
    #expect(try trial.found().contains("\nown data: "))
    let before = try trial.snapshot(trial.shared)
    for data in wrong {
      let refused = failure {
        _ = try JoinConsortium(
          directory: trial.shared, id: "h2", state: trial.state("h2"), data: data
        ).run()
      }
      #expect([.missing, .badData, .usage].contains(refused?.status), "\(data): \(refused as Any)")
      #expect(!trial.exists(trial.state("h2")))
    }
    #expect(try trial.snapshot(trial.shared) == before)
    #expect(try trial.join("h2").contains("\nown data: "))
  }

  /// A manifest cannot be added to: who has asked to join is in it, or was left out knowingly.
  @Test func nobodyIsForgottenAtTheStart() throws {
    let trial = try Trial(ids: ["h1", "h2", "h3", "h4"])
    try trial.found()
    #expect(try trial.status("h1").text.contains("nobody else has asked to join yet"))
    for id in ["h2", "h3", "h4"] { try trial.join(id) }
    let said = try trial.status("h1")
    #expect(said.present["yourTurn"] as? Bool == true)
    #expect(said.text.contains("h2, h3, h4 asked to join"), "\(said.text)")
    #expect(said.text.contains("decaph-node admit h2 h3 h4"), "\(said.text)")
    #expect(try trial.status("h2").present["yourTurn"] as? Bool == false)
    let admitted = try trial.admit(["h1", "h2", "h3"])
    #expect(admitted.contains("Admitted so far: h2, h3, and the founder h1"), "\(admitted)")
    #expect(admitted.contains("Asked to join, and not admitted: h4"), "\(admitted)")
    let refused = failure { try trial.start() }
    #expect(refused?.status == .configuration && refused?.message.contains("h4") == true)
    #expect(!trial.exists(trial.shared + "/h1/consortium/manifest.json"))
    // Anybody who can write here can lay a manifest of its own: a node that waits goes on to wait.
    let stranger = try Trial(ids: ["z1", "z2", "z3"])
    try stranger.foundUpToApproval()
    try FileManager.default.copyItem(
      atPath: stranger.shared + "/z1", toPath: trial.shared + "/z1")
    try trial.run("h4")
    try FileManager.default.removeItem(atPath: trial.shared + "/z1")
    for wrong in ["h44", "h1"] {
      let typo = failure {
        _ = try StartConsortium(
          directory: trial.shared, id: "h1", state: trial.state("h1"), maxEpsilon: nil,
          without: ["h4", wrong]
        ).run()
      }
      #expect(typo?.status == .usage && typo?.message.contains("--without \(wrong)") == true)
    }
    // An admission is taken back by leaving the hospital out.
    try trial.admit(["h4"])
    _ = try StartConsortium(
      directory: trial.shared, id: "h1", state: trial.state("h1"), maxEpsilon: nil, without: ["h4"]
    ).run()
    // A manifest that a stranger lays beside the founder's keeps nobody from approving.
    try FileManager.default.copyItem(
      atPath: stranger.shared + "/z1", toPath: trial.shared + "/z1")
    try trial.approve("h2")
    let beside = failure { _ = try trial.status() }
    #expect(beside?.message.contains("h1/consortium/manifest.json, z1/consortium") == true)
    try FileManager.default.removeItem(atPath: trial.shared + "/z1")
    // Who is not in it hears so, and is not sent to approve.
    let out = failure { try trial.run("h4") }
    #expect(out?.status == .configuration)
    #expect(out?.message == "the manifest is fixed and does not name h4")
    // Only the founder can admit and start, and that is said.
    let other = failure {
      _ = try AdmitMembers(
        directory: trial.shared, id: nil, state: trial.root + "/none", members: ["h4"]
      ).run()
    }
    #expect(other?.message.contains("only the founder h1") == true, "\(other as Any)")
  }

  @Test func theStateIsOneHospitalsAndOutsideTheShare() throws {
    let trial = try Trial()
    try trial.found()
    for id in ["h2", "h3"] { try trial.join(id) }
    #expect(failure { try trial.run("h4") }?.status == .missing)
    let inside = failure {
      _ = try JoinConsortium(
        directory: trial.shared, id: "h5", state: trial.shared + "/h5/state", data: trial.data("h3")
      ).run()
    }
    #expect(inside?.status == .configuration)
    #expect(inside?.message.contains("lies in the shared folder") == true)
    let foreign = failure {
      try NodeRunner(
        directory: trial.shared, id: "h2", state: trial.state("h3"), data: nil, once: true,
        rounds: nil, poll: 1, log: .text
      ).run()
    }
    #expect(foreign?.status == .configuration)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o750], ofItemAtPath: trial.state("h2"))
    #expect(failure { try trial.run("h2") }?.status == .permissions)
  }
}
