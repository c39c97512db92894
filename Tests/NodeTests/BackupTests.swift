import Artifacts
import Audit
import Foundation
import Glibc
import Node
import Testing

/// A hospital loses its disk and comes back from a backup; it signs nothing twice.
@Suite struct BackupTests {
  private let ids = ["h1", "h2", "h3", "h4"]

  /// Four hospitals after a round; the passphrase lies in a private file.
  private func trial(through round: Int) throws -> Trial {
    let trial = try Trial(TrialPlan(rounds: 30, patience: 1, votePatience: 1), ids: ids)
    try trial.foundCompletely()
    if round > 0 { try trial.run(ids, through: round) }
    for (name, text) in [("right", "five words nobody guesses"), ("wrong", "five other words")] {
      #expect(
        FileManager.default.createFile(
          atPath: "\(trial.root)/\(name)", contents: Data("\(text)\n".utf8),
          attributes: [.posixPermissions: 0o600]))
    }
    return trial
  }

  private func backUp(_ trial: Trial, to file: String, state: String? = nil) throws {
    _ = try BackupHospital(
      directory: trial.shared, id: "h4", state: state ?? trial.state("h4"), out: file,
      passphraseFile: trial.root + "/right"
    ).run()
  }

  private func restore(
    _ trial: Trial, from file: String, as id: String = "h4", passphrase: String = "right",
    directory: String? = nil
  ) throws -> String {
    try RestoreHospital(
      directory: directory ?? trial.shared, id: id, state: trial.state(id), file: file,
      passphraseFile: "\(trial.root)/\(passphrase)"
    ).run()
  }

  /// The others close what they can, so that every result on which h4 has acted is published.
  private func runOthers(_ trial: Trial) throws {
    for _ in 0..<3 { for id in ids.dropLast() { try trial.run(id) } }
  }

  /// What h4 has signed, by name, but for copies of others' files.
  private func signed(_ trial: Trial) throws -> [String: [UInt8]] {
    try trial.snapshot(trial.shared + "/h4").filter { !$0.key.contains("relay-") }
  }

  @Test func comesBackUnderANewIncarnationAndSignsNothingTwice() throws {
    let trial = try trial(through: 2)
    let file = trial.root + "/h4.backup"
    try backUp(trial, to: file)
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let bytes = try #require(trial.read(file))
    for secret in ["identity key", "Three", "trial", "manifest"] {
      #expect(bytes.firstRange(of: [UInt8](secret.utf8)) == nil, "\(secret)")
    }
    // More is signed after the backup; then the disk is gone, in the middle of a round.
    try trial.run(ids, through: 3)
    try trial.run("h4")
    try runOthers(trial)
    let before = try signed(trial)
    let paid = try #require(trial.read(trial.state("h4") + "/charges")).count { $0 == 0x0a }
    try FileManager.default.removeItem(atPath: trial.state("h4"))
    #expect(failure { try trial.run("h4") }?.status == .missing)
    #expect(try restore(trial, from: file).contains("h4 is back"))
    let left = try FileManager.default.contentsOfDirectory(atPath: trial.root)
    #expect(!left.contains { $0.contains("restoring") })
    let charged = try #require(trial.read(trial.state("h4") + "/charges")).count { $0 == 0x0a }
    #expect(charged == paid, "every masked file stays paid for")

    let round = try #require(ids.dropLast().map { trial.closedRound($0) }.max())
    try trial.run(ids, through: round + 3)
    let after = try signed(trial)
    for (name, bytes) in before { #expect(after[name] == bytes, "\(name)") }
    let new = after.keys.filter { $0.hasPrefix("consortium/enrol-") && before[$0] == nil }
    let entry = try #require(new.first { $0.hasSuffix(".json") })
    #expect(Int(entry.dropFirst("consortium/enrol-".count).dropLast(5)) ?? 0 > 1000)
    let leader = try #require(trial.leader(of: round + 3))
    let result = try trial.decode(
      ResultDocument.self, trial.path(leader, round + 3, "result.json"))
    #expect(result.set.members.map(\.name) == ids)
    let report = try ConsortiumAuditor(directory: trial.shared, session: nil, keyFile: nil)
      .audit(.rounds(Array(1...round + 3)))
    #expect(report.verdict.exitCode == 0, "\(report.text)")
  }

  /// The share shows a sum, and not the own part in it: what that cost would be forgotten.
  /// The key of a backup from before a change signs nothing that anybody believes.
  @Test func onlyABackupWithTheKeyOfNowIsRestored() throws {
    let trial = try trial(through: 1)
    let (old, new) = (trial.root + "/old.backup", trial.root + "/new.backup")
    try backUp(trial, to: old)
    try runOthers(trial)
    _ = try RotateKey(
      directory: trial.shared, id: "h4", state: trial.state("h4"), passphraseFile: nil
    ).run()
    try backUp(trial, to: new)
    try trial.run(ids, through: 4)
    try runOthers(trial)
    try FileManager.default.removeItem(atPath: trial.state("h4"))
    let refused = #expect(throws: NodeError.self) { try restore(trial, from: old) }
    #expect(refused?.status == .configuration)
    #expect(refused?.message.contains("this state has the one of before") == true)
    #expect(!trial.exists(trial.state("h4")))
    _ = try restore(trial, from: new)
    let newest = try #require(ids.map { trial.closedRound($0) }.max())
    try trial.run(ids, through: newest + 3)
    #expect(try trial.members(newest + 3) == ids)
  }

  @Test func aSumWithoutTheOwnPartIsWaitedFor() throws {
    let trial = try trial(through: 0)
    let file = trial.root + "/h4.backup"
    try backUp(trial, to: file)
    try trial.run(ids, through: 1)
    try runOthers(trial)
    try FileManager.default.removeItem(atPath: trial.state("h4"))
    let (masked, away) = (trial.path("h4", 1, "masked.json"), trial.root + "/away.json")
    try FileManager.default.moveItem(atPath: masked, toPath: away)
    let refused = failure { _ = try restore(trial, from: file) }
    #expect(refused?.status == .tryLater, "\(refused?.message ?? "")")
    #expect(refused?.message.contains("h4/round-000001/masked.json") == true)
    #expect(!FileManager.default.fileExists(atPath: trial.state("h4")))
    try FileManager.default.moveItem(atPath: away, toPath: masked)
    #expect(try restore(trial, from: file).contains("h4 is back"))
  }

  /// The share shows nothing of what was signed after the backup, not even an entry.
  @Test func aShareThatIsBehindMakesItSignNothingTwice() throws {
    let trial = try trial(through: 2)
    let file = trial.root + "/h4.backup"
    try backUp(trial, to: file)
    try runOthers(trial)
    let stale = trial.root + "/stale"
    try FileManager.default.copyItem(atPath: trial.shared, toPath: stale)
    // Since then it has recovered once, and taken part under its second entry.
    _ = try RecoverHospital(directory: trial.shared, id: "h4", state: trial.state("h4")).run()
    try trial.run(ids, through: 5)
    try runOthers(trial)
    let before = try signed(trial)
    #expect(before.keys.contains("consortium/enrol-0002.json"))
    try FileManager.default.removeItem(atPath: trial.state("h4"))
    _ = try restore(trial, from: file, directory: stale)
    // Now the share is there as it is; the restored state is behind it, and says so.
    let refused = failure { try trial.run("h4") }
    #expect(refused?.status == .configuration && refused?.message.contains("rolled back") == true)
    _ = try RecoverHospital(directory: trial.shared, id: "h4", state: trial.state("h4")).run()
    let round = try #require(ids.dropLast().map { trial.closedRound($0) }.max())
    try trial.run(ids, through: round + 2)
    let after = try signed(trial)
    for (name, bytes) in before { #expect(after[name] == bytes, "\(name)") }
  }

  @Test func refusesWhatIsNoBackupOrNoPlaceForOne() throws {
    let trial = try trial(through: 0)
    let file = trial.root + "/h4.backup"
    #expect(failure { try backUp(trial, to: trial.shared + "/h4/x") }?.status == .usage)
    #expect(failure { try backUp(trial, to: trial.state("h4") + "/x") }?.status == .usage)
    #expect(failure { try backUp(trial, to: file, state: "/nonexistent") }?.status == .missing)
    try backUp(trial, to: file)
    #expect(failure { try backUp(trial, to: file) }?.status == .usage, "never over another")
    let there = failure { _ = try restore(trial, from: file) }
    #expect(there?.status == .usage && there?.message.contains("there is a state") == true)
    try FileManager.default.moveItem(
      atPath: trial.state("h4"), toPath: trial.root + "/old")
    #expect(failure { _ = try restore(trial, from: file, as: "h5") }?.status == .usage)
    let wrong = failure { _ = try restore(trial, from: file, passphrase: "wrong") }
    #expect(wrong?.status == .badData)
    #expect(failure { _ = try restore(trial, from: trial.root + "/no") }?.status == .missing)
    #expect(
      failure { _ = try restore(trial, from: trial.root + "/plan.toml") }?.status == .badData)
    var bytes = try #require(trial.read(file))
    bytes[bytes.count - 40] ^= 1
    try trial.overwrite(trial.root + "/spoilt", bytes)
    #expect(failure { _ = try restore(trial, from: trial.root + "/spoilt") }?.status == .badData)
    // A share that shows nothing of it: no state is made.
    let empty = trial.root + "/empty"
    try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
    #expect(failure { _ = try restore(trial, from: file, directory: empty) }?.status == .tryLater)
    #expect(!trial.exists(trial.state("h4")))
    let names = try FileManager.default.contentsOfDirectory(atPath: trial.root)
    #expect(!names.contains { $0.contains("restoring") })
    #expect(chmod(trial.root + "/right", 0o644) == 0)
    #expect(failure { _ = try restore(trial, from: file) }?.status == .permissions)
  }
}
