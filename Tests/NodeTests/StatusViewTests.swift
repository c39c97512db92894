import Artifacts
import Foundation
import Glibc
import Node
import Testing

/// `status` reads only, works beside a running node, and takes nobody's word for anything.
@Suite struct StatusViewTests {
  @Test func itWorksBesideAHeldLockAndChangesNothing() throws {
    let trial = try Trial(TrialPlan(rounds: 3, patience: 1))
    try trial.foundCompletely()
    for id in trial.ids { try trial.run(id) }
    let lock = open(trial.state("h2") + "/.process-lock", O_RDWR)
    defer { close(lock) }
    #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
    let before = (try trial.snapshot(trial.state("h2")), try trial.snapshot(trial.shared))
    for id in ["h2", "h1", nil] {
      let status = try trial.status(id)
      #expect(try status.outcome(1) == "in-work")
      #expect(try status.names("in", 1) == trial.ids)
    }
    #expect(try trial.snapshot(trial.state("h2")) == before.0)
    #expect(try trial.snapshot(trial.shared) == before.1)
    #expect(try trial.status("h2").present["stage"] as? String == "act")
  }

  @Test func foundingIsTold() throws {
    let trial = try Trial()
    #expect(failure { _ = try trial.status() }?.status == .tryLater)
    try FileManager.default.createDirectory(
      atPath: trial.shared, withIntermediateDirectories: true)
    #expect(failure { _ = try trial.status() }?.status == .missing)
    try trial.found()
    #expect(try trial.status().present["stage"] as? String == "manifest")
    for id in ["h2", "h3"] { try trial.join(id) }
    try trial.admit()
    try trial.start()
    #expect(try trial.status().present["waitingFor"] as? [String] == ["h2", "h3"])
    let own = try trial.status("h2").present
    #expect(own["stage"] as? String == "own-approval" && own["yourTurn"] as? Bool == true)
    #expect(failure { _ = try trial.status("h9") }?.status == .missing)
    func refusal(_ id: String) -> Node.ExitStatus? {
      failure {
        _ = try ConsortiumStatus(directory: trial.shared, id: id, state: nil, rounds: 1).look()
      }?.status
    }
    #expect(refusal("h9") == .usage)
    #expect(refusal("H9") == .usage)
    #expect(refusal("h2") == nil, "without a state here: the share alone")
  }

  @Test func aRolledBackStateIsSaidAndNotHidden() throws {
    let trial = try Trial()
    try trial.foundCompletely()
    for id in trial.ids { try trial.run(id) }
    let truth = try trial.decode(
      Statement<MaskedBody>.self, trial.path("h2", 1, "masked.json"))
    try trial.plant(
      trial.signer("h2").sign(try truth.repeated(created: "later"), round: 1, slot: .masked))
    let status = try trial.status("h2")
    #expect(status.present["stage"] as? String == "trouble")
    #expect(status.text.contains("rolled back or copied"))
    #expect(try status.outcome(1) == "in-work")
  }

  // MARK: status.json

  @Test func nodesSayForWhomTheyWait() throws {
    let trial = try Trial(TrialPlan(rounds: 1))
    try trial.foundCompletely()
    for id in ["h1", "h2"] { try trial.run(id) }
    try trial.overwrite(trial.path("h2", 1, "masked.sealed"), [1])
    try trial.run("h1")
    let path = trial.shared + "/h1/status.json"
    let said = String(decoding: try #require(trial.read(path)), as: UTF8.self)
    #expect(said.contains(#""stage":"masked""#) && said.contains(#""waitingFor":["h2","h3"]"#))
    #expect(said.contains(#"{"code":"payload","file":"h2/round-000001/masked.sealed"}"#))
    for secret in [trial.root, "state-h1", "data-h1"] {
      #expect(!said.contains(secret), "\(secret)")
    }
    // Any minute may look like the number of records.
    let timeless = said.replacing(/"time":"[^"]*"/, with: "")
    #expect(!timeless.contains("\(TrialPlan.recordsPerHospital)"))
    let says = try #require(try trial.status("h3").present["says"] as? [[String: Any]])
    #expect(says.first?["member"] as? String == "h1")
    #expect((says.first?["text"] as? String)?.contains("waits for masked of h2, h3") == true)
  }

  /// Whatever lies there: it is shown as unreadable, and neither node nor status stumbles.
  @Test func statusFilesAreNoInput() throws {
    let trial = try Trial(TrialPlan(rounds: 2))
    try trial.foundCompletely()
    try trial.run("h1")
    let lies: [[UInt8]] = [
      [], [0xff, 0x1b], Array(#"{"stage":"\u001b[2J"}"#.utf8),
      Array(repeating: UInt8(ascii: "x"), count: 1 << 20),
    ]
    for lie in lies {
      try trial.overwrite(trial.shared + "/h2/status.json", lie)
      let status = try trial.status("h1")
      #expect(status.text.contains("h2 says") && status.text.contains("something unreadable"))
      #expect(!status.text.contains("\u{1b}"))
    }
    // Where it cannot be written the node goes on.
    try? FileManager.default.removeItem(atPath: trial.shared + "/h3/status.json")
    try FileManager.default.createDirectory(
      atPath: trial.shared + "/h3/status.json/full", withIntermediateDirectories: true)
    try trial.runAll(through: 2)
    let end = try trial.status("h1")
    #expect(end.present["round"] as? Int == 2, "there is no round 3: \(end.text)")
    // It alone is no sign that the share is mounted.
    for name in try FileManager.default.contentsOfDirectory(atPath: trial.shared + "/h1")
    where name != "status.json" {
      try FileManager.default.removeItem(atPath: "\(trial.shared)/h1/\(name)")
    }
    #expect(failure { try trial.run("h1") }?.status == .tryLater)
  }
}
