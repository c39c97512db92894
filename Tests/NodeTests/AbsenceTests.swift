import Artifacts
import Foundation
import Node
import Sodium
import Testing

/// Five real nodes, some of whom stop: who finishes the round, in how many hops, and who comes back.
@Suite struct AbsenceTests {
  private static let ids = ["h1", "h2", "h3", "h4", "h5"]

  private func trial(
    _ ids: [String] = ids, rounds: Int = 20, patience: Int = 1, votePatience: Int? = nil
  ) throws -> Trial {
    let trial = try Trial(
      TrialPlan(rounds: rounds, patience: patience, votePatience: votePatience), ids: ids)
    try trial.foundCompletely()
    return trial
  }

  private func result(_ trial: Trial, _ round: Int) throws -> ResultDocument {
    let leader = try #require(trial.leader(of: round))
    return try trial.decode(ResultDocument.self, trial.path(leader, round, "result.json"))
  }

  private func names(_ trial: Trial, _ id: String, _ round: Int) -> Set<String> {
    let folder = "\(trial.shared)/\(id)/\(Place.roundFolder(round))"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return Set(names.filter { $0.hasSuffix(".json") })
  }

  /// Killed before its masked file: after the deadline masked, vote, unmask.
  @Test func oneAbsentBeforeItsFileCostsAVote() throws {
    // However slow the machine is, nobody opens a second ballot.
    let trial = try trial(votePatience: 600)
    let others = Array(Self.ids.dropLast())
    try trial.run(others, through: 1)
    let result = try result(trial, 1)
    #expect(result.outcome == .cut && result.set.members.map(\.name) == others)
    #expect(result.pairs.keys.map(\.name) == ["h5"])
    let signed = others.reduce(into: Set<String>()) { $0.formUnion(names(trial, $1, 1)) }
    #expect(signed.isSuperset(of: ["masked.json", "vote-1.json", "unmask-1.json"]))
    #expect(signed.allSatisfy { !$0.hasPrefix("cut-") && $0 != "unmask-0.json" }, "\(signed)")
  }

  /// Killed after its masked file: the others need no vote and no deadline.
  @Test func oneAbsentAfterItsFileCostsNothing() throws {
    // However slow the machine is, no deadline passes but that of a leader, which may be the absent.
    let trial = try trial(patience: 600, votePatience: 1)
    try trial.run("h5")
    let others = Array(Self.ids.dropLast())
    try trial.run(others, through: 1)
    let result = try result(trial, 1)
    #expect(result.outcome == .full && result.set.members.map(\.name) == Self.ids)
    for id in others {
      #expect(names(trial, id, 1).isDisjoint(with: ["vote-1.json", "unmask-1.json"]))
    }
  }

  /// Below the quorum they wait, say for whom, and go on when one returns. Whoever was left out
  /// comes back by itself and takes part within two rounds.
  @Test func twoAbsentAreWaitedForAndComeBack() throws {
    let ids = ["abs-1", "abs-2", "abs-3", "abs-4", "abs-5"]
    let trial = try trial(ids)
    let first = Array(ids.prefix(3))
    var said: [String] = []
    for _ in 0..<8 {
      said += try StandardError.lines(about: ids) { for id in first { try trial.run(id) } }
      Thread.sleep(forTimeInterval: 0.3)
    }
    #expect(
      said.contains { $0.hasSuffix("round 1: waiting for masked of abs-4, abs-5") }, "\(said)")
    #expect(first.allSatisfy { trial.closedRound($0) == 0 })
    #expect(first.allSatisfy { names(trial, $0, 1).isDisjoint(with: ["vote-1.json"]) })

    try trial.run(first + ["abs-4"], through: 2)
    #expect(try result(trial, 1).outcome == .cut)
    let before = try (1...2).map { try result(trial, $0).set.members.map(\.name) }
    #expect(before.allSatisfy { !$0.contains("abs-5") })

    try trial.run("abs-5")
    #expect(trial.exists("\(trial.shared)/abs-5/consortium/enrol-0002.json"))
    let returned = try #require(first.map { trial.closedRound($0) }.max()) + 1
    try trial.run(ids, through: returned + 2)
    let sets = try (returned...returned + 2).map { try result(trial, $0).set.members.map(\.name) }
    #expect(sets.contains { $0.contains("abs-5") }, "\(sets)")
  }

  /// Copies that others cannot use, or that one liar alone has made and may take away again, keep
  /// nobody from making whole ones.
  @Test(arguments: ["without vector", "junk as signature", "in another slot", "whole"])
  func aLiarsCopiesAreNotEnough(_ kind: String) throws {
    let trial = try trial()
    let present = Array(Self.ids.prefix(3))
    for id in present + ["h4"] { try trial.run(id) }
    for id in present + ["h4"] {
      for part in ["json", "json.minisig", "sealed"]
      where kind != "without vector" || part != "sealed" {
        var bytes = try #require(trial.read(trial.path(id, 1, "masked.\(part)")))
        if kind == "junk as signature", part == "json.minisig" { bytes = [UInt8]("junk".utf8) }
        let slot = kind == "in another slot" ? "relay-\(id).unmask-0" : "relay-\(id)"
        let copy = trial.path("h5", 1, "\(slot).\(part)")
        try FileManager.default.createDirectory(
          atPath: (copy as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try trial.overwrite(copy, bytes)
      }
    }
    // Three vote and wait for a fourth; then they copy what it may not have seen.
    let copies = { present.flatMap { names(trial, $0, 1).filter { $0.hasPrefix("relay-h") } } }
    for _ in 0..<40 where copies().isEmpty {
      for id in present { try trial.run(id) }
      Thread.sleep(forTimeInterval: 0.3)
    }
    #expect(!copies().isEmpty)
  }

  /// The leader stops at each stage: somebody else finishes and publishes.
  @Test(arguments: ["before masked", "after masked", "after unmask"])
  func aSilentLeaderIsReplaced(_ stage: String) throws {
    let trial = try trial()
    // Everybody runs one round, so that the leader of the next is known from its commit.
    try trial.runAll(through: 1)
    let others = Self.ids.filter { !names(trial, $0, 2).contains("masked.json") }
    let leader = try leaderOfRound(2, trial)
    let rest = Self.ids.filter { $0 != leader }
    if stage != "before masked", others.contains(leader) { try trial.run(leader) }
    if stage == "after unmask" {
      for id in rest { try trial.run(id) }
      try trial.run(leader)
    }
    let isBefore = stage == "before masked" && others.contains(leader)
    try trial.run(rest, through: 2)
    let publisher = try #require(trial.leader(of: 2))
    if trial.closedRound(leader) < 2 {
      #expect(publisher != leader)
      #expect(try result(trial, 2).outcome == (isBefore ? .cut : .full))
    }
    try trial.run(Self.ids, through: 4)
  }

  private func leaderOfRound(_ round: Int, _ trial: Trial) throws -> String {
    let before = try result(trial, round - 1)
    let ids = before.roster.ids
    return try #require(
      ids.min { left, right in
        rank(left, before) < rank(right, before)
      }
    ).name
  }

  private func rank(_ id: MemberID, _ before: ResultDocument) -> String {
    Digest.keyed(before.commit.bytes, hashing: [UInt8](id.name.utf8)).hex
  }
}
