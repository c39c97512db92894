import Artifacts
import Foundation
import Node
import Testing

/// A hospital's own folder: what is missing comes back, what differs stops the node.
@Suite struct OwnFolderTests {
  private func trial(through round: Int) throws -> Trial {
    let trial = try Trial()
    try trial.foundCompletely()
    try trial.runAll(through: round)
    return trial
  }

  private func copy(_ source: String, _ target: String) throws {
    let copy = try Process.run(
      URL(fileURLWithPath: "/bin/cp"), arguments: ["-a", source, target])
    copy.waitUntilExit()
    #expect(copy.terminationStatus == 0)
  }

  /// A recovery can be repeated: it does nothing more once it is done, and is not taken for done where
  /// it broke off.
  @Test func aRecoveryThatBrokeOffIsNotTakenForDone() throws {
    let trial = try trial(through: 1)
    func recover() throws -> String {
      try RecoverHospital(directory: trial.shared, id: "h2", state: trial.state("h2")).run()
    }
    #expect(try recover().contains("incarnation 2"))
    #expect(try recover().contains("incarnation 2"))
    // It has forgotten what it signed in round 1; behind that lies a file that is not whole.
    let signed = trial.state("h2") + "/signed"
    let round = try #require(
      try FileManager.default.contentsOfDirectory(atPath: signed).first {
        $0.contains("round-000001")
      })
    try FileManager.default.removeItem(atPath: "\(signed)/\(round)")
    let half = "\(trial.shared)/h2/round-000001/vote-7.json"
    try trial.write("{}\n", to: half)
    #expect(failure { _ = try recover() }?.status == .tryLater)
    // What was taken in looks known now; but a node that went on could sign a slot twice.
    let stopped = failure { try trial.run("h2") }
    #expect(stopped?.status == .configuration)
    #expect(stopped?.message.contains("broke off") == true, "\(stopped as Any)")
    try FileManager.default.removeItem(atPath: half)
    #expect(try recover().contains("incarnation 3"))
    #expect(try recover().contains("incarnation 3"))
  }

  @Test func aDeletedFileIsPublishedAgain() throws {
    let trial = try trial(through: 3)
    let before = try trial.snapshot(trial.shared)
    let own = before.keys.filter {
      $0.hasPrefix("h2/consortium/") || $0.hasPrefix("h2/round-000003/")
    }
    #expect(own.count >= 9)
    for name in own {
      try FileManager.default.removeItem(atPath: "\(trial.shared)/\(name)")
      try trial.run("h1")
      #expect(!trial.exists("\(trial.shared)/\(name)"), "nobody repairs another's folder")
      try trial.run("h2")
      #expect(try trial.snapshot(trial.shared) == before, "\(name)")
    }
  }

  @Test func whatACrashLeftUnpublishedIsPublishedUnchanged() throws {
    let trial = try Trial(TrialPlan(rounds: 1))
    try trial.foundCompletely()
    for id in trial.ids { try trial.run(id) }
    // As after a crash between the outbox and the share: signed, but not there, or only in part.
    let folder = trial.shared + "/h2/round-000001"
    let signed = try trial.snapshot(folder)
    for kept in [[], ["masked.sealed"], ["masked.sealed", "masked.json"]] {
      for name in signed.keys where !kept.contains(name) {
        try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
      }
      try trial.run("h2")
      for (name, bytes) in signed { #expect(trial.read("\(folder)/\(name)") == bytes, "\(name)") }
    }
    try trial.runAll(through: 1)
  }

  @Test func anEmptyFolderIsAMissingMount() throws {
    let trial = try trial(through: 1)
    try FileManager.default.removeItem(atPath: trial.shared + "/h2")
    #expect(failure { try trial.run("h2") }?.status == .tryLater)
    #expect(!trial.exists(trial.shared + "/h2"))
    try FileManager.default.removeItem(atPath: trial.shared)
    #expect(failure { try trial.run("h2") }?.status == .tryLater)
    #expect(!trial.exists(trial.shared))
  }

  @Test func anAlteredFileStopsTheNode() throws {
    let trial = try trial(through: 3)
    let own = try trial.snapshot(trial.shared).filter {
      $0.key.hasPrefix("h2/consortium/") || $0.key.hasPrefix("h2/round-000003/")
    }
    #expect(own.count >= 9)
    for (name, bytes) in own {
      for altered in [bytes + bytes, Array(bytes.dropLast()), bytes.map { $0 ^ 1 }] {
        try trial.overwrite("\(trial.shared)/\(name)", altered)
        let before = try trial.snapshot(trial.shared)
        let refused = failure { try trial.run("h2") }
        #expect(refused?.status == .configuration, "\(name)")
        #expect(refused?.message.contains(name) == true, "\(refused?.message ?? "")")
        #expect(try trial.snapshot(trial.shared) == before)
      }
      try trial.overwrite("\(trial.shared)/\(name)", bytes)
    }
    try trial.run("h2")
  }

  /// The hospital's own key signed something that this state does not know: a clone is at work.
  @Test func aCloneIsNoticed() throws {
    let trial = try trial(through: 1)
    let signer = try trial.signer("h2")
    let path = trial.path("h2", 1, "unmask-0.json")
    let truth = try trial.decode(Statement<UnmaskBody>.self, path)
    try trial.plant(
      signer.sign(try truth.repeated(created: "later"), round: 1, slot: .unmask(0)))
    let before = try trial.snapshot(trial.shared)
    let refused = failure { try trial.run("h2") }
    #expect(refused?.status == .configuration)
    #expect(refused?.message.contains("h2/round-000001/unmask-0.json") == true)
    #expect(refused?.message.contains("rolled back or copied") == true)
    #expect(try trial.snapshot(trial.shared) == before)
  }

  /// The state is put back to what it was before round 2, in the middle of it, or after it.
  @Test(arguments: [0, 1, 2])
  func aStateThatWasRolledBackSignsNothing(_ calls: Int) throws {
    let trial = try trial(through: 1)
    let old = trial.root + "/old"
    for _ in 0..<calls { for id in ["h1", "h3"] { try trial.run(id) } }
    if calls == 1 { try trial.run("h2") }
    try copy(trial.state("h2"), old)
    let then = try trial.snapshot(trial.shared + "/h2").count
    try trial.runAll(through: 3)
    #expect(try trial.snapshot(trial.shared + "/h2").count > then)
    try FileManager.default.removeItem(atPath: trial.state("h2"))
    try copy(old, trial.state("h2"))
    let before = try trial.snapshot(trial.shared)
    let refused = failure { try trial.run("h2") }
    #expect(refused?.status == .configuration)
    #expect(refused?.message.contains("rolled back") == true)
    #expect(try trial.snapshot(trial.shared) == before)
    #expect(failure { try trial.run("h2") }?.status == .configuration, "and again")
  }
}
