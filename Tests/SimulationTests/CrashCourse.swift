import Artifacts
import Foundation
import Journal
import Rounds
import Sodium
import Testing

@testable import Node

/// One whole round of a hospital from a frozen moment on, to be run again for every write at which
/// the hospital can die.
struct CrashCourse {
  /// What the hospital goes through.
  enum Kind: CaseIterable, CustomTestStringConvertible {
    /// The founder's first start: genesis, its outcome, round 1.
    case founder
    /// Everybody is present; somebody else publishes the outcomes.
    case follower
    /// Everybody is present; the hospital publishes the outcome.
    case leader
    /// Somebody is absent: vote, certificate, unmask-1.
    case cutFollower
    /// Somebody is absent; the hospital votes first and publishes the outcome.
    case cutLeader
    /// The hospital has missed rounds: it goes on to the others' result and enters again.
    case returning

    var testDescription: String { "\(self)" }
    var isCut: Bool { self == .cutFollower || self == .cutLeader }
  }

  let kind: Kind
  let victim: Int
  /// How many writes the victim makes when nothing happens.
  let writes: Int
  private let frozen: CrashConsortium.Frozen
  private let absent: Int?
  let outcome: ResultDocument
  let paths: Set<String>

  /// Prepares the moment, and runs from it once without a crash.
  init(_ kind: Kind) throws {
    self.kind = kind
    frozen = try InsecureRandomness.withInsecureSeed(1) { try Self.prepare(kind) }
    (victim, absent) = try Self.roles(kind, frozen)
    let quiet = try InsecureRandomness.withInsecureSeed(2) { [frozen, victim, absent] in
      let quiet = try CrashConsortium(frozen, victim: victim)
      try Self.finish(quiet, kind, victim, absent)
      return quiet
    }
    writes = quiet.writes(of: victim)
    outcome = try #require(try quiet.tip(of: victim)).document()
    paths = try Self.paths(quiet.disks[victim])
  }

  /// Runs to the end of the round.
  ///
  /// - Parameters:
  ///   - points: at which write each of the victim's lives ends.
  ///   - corpse: called when the victim has died for the first time.
  func run(
    dyingAt points: [Int], corpse: (CrashConsortium) throws -> Void = { _ in }
  ) throws -> CrashConsortium {
    try seeded(points) {
      let consortium = try untilCrash(points)
      try corpse(consortium)
      try Self.finish(consortium, kind, victim, absent)
      return consortium
    }
  }

  /// The charge log that the victim leaves when it dies.
  func charges(dyingAt point: Int) throws -> [UInt8] {
    let consortium = try seeded([point]) { try untilCrash([point]) }
    return try #require(consortium.chargesAtCrash.first)
  }

  private func seeded<Result>(_ points: [Int], _ body: () throws -> Result) rethrows -> Result {
    // Other random bytes after every crash point: what is signed again would differ.
    let seed = points.reduce(3) { $0 &* 1_000_003 &+ UInt64($1) }
    return try InsecureRandomness.withInsecureSeed(seed, body)
  }

  private func untilCrash(_ points: [Int]) throws -> CrashConsortium {
    let consortium = try CrashConsortium(frozen, victim: victim, dyingAt: points)
    consortium.present = Self.present(absent)
    try consortium.run { try consortium.crashes > 0 || isOver(consortium) }
    return consortium
  }

  /// Whether the round is over although the victim has not died.
  private func isOver(_ consortium: CrashConsortium) throws -> Bool {
    try Self.isClosed(consortium, kind, victim)
      && (kind == .returning || consortium.finished.isSuperset(of: consortium.present))
  }

  // MARK: The moments

  private static func prepare(_ kind: Kind) throws -> CrashConsortium.Frozen {
    switch kind {
    case .founder: return try CrashConsortium(rounds: 1).freeze()
    case .follower, .leader, .cutFollower, .cutLeader:
      // All have revealed their shares of round 1, and nobody has closed it.
      let consortium = try CrashConsortium(rounds: 2)
      for index in CrashConsortium.ids.indices { consortium.dyingWith[index] = unmask(index) }
      try consortium.run { consortium.present.isEmpty }
      return consortium.freeze()
    case .returning:
      let consortium = try CrashConsortium(rounds: 1_000)
      consortium.dyingWith[1] = unmask(1)
      try consortium.run { consortium.closed(by: 0).count == 3 }
      return consortium.freeze()
    }
  }

  private static func unmask(_ index: Int) -> String {
    "\(CrashConsortium.ids[index])/round-000001/unmask-0.json.minisig"
  }

  /// Who dies, and who is away.
  private static func roles(
    _ kind: Kind, _ frozen: CrashConsortium.Frozen
  ) throws -> (victim: Int, absent: Int?) {
    if kind == .founder { return (0, nil) }
    if kind == .returning { return (1, nil) }
    // Who leads is known only when round 1 is closed.
    let probe = try CrashConsortium(frozen)
    try probe.run { !probe.closed(by: 0).isEmpty }
    let first = probe.closed(by: 0)[0]
    let ids = CrashConsortium.ids
    let leader = ids.firstIndex(of: LeaderDraw.ranking(first.roster.ids, commit: first.commit)[0])!
    let publisher = ids.indices.first {
      probe.published["\(ids[$0])/round-000001/result.json"] != nil
    }
    let others = ids.indices.filter { $0 != leader && $0 != publisher }
    let victim = kind == .leader || kind == .cutLeader ? leader : others[0]
    return (victim, kind.isCut ? others.last { $0 != victim } : nil)
  }

  private static func present(_ absent: Int?) -> Set<Int> {
    Set(CrashConsortium.ids.indices).subtracting(absent.map { [$0] } ?? [])
  }

  private static func isClosed(
    _ consortium: CrashConsortium, _ kind: Kind, _ victim: Int
  ) throws -> Bool {
    guard let result = try consortium.tip(of: victim)?.document() else { return false }
    switch kind {
    case .founder: return result.round == 1
    case .follower, .leader, .cutFollower, .cutLeader: return result.round == 2
    case .returning:
      return result.round > 3 && result.set.masked[CrashConsortium.ids[victim]] != nil
    }
  }

  private static func finish(
    _ consortium: CrashConsortium, _ kind: Kind, _ victim: Int, _ absent: Int?
  ) throws {
    consortium.present = present(absent)
    try consortium.run { try consortium.isRunning(victim) && isClosed(consortium, kind, victim) }
    guard kind == .returning else {
      // Whoever was away comes back, and everybody ends the plan's last round.
      consortium.present = present(nil)
      return try consortium.run { consortium.finished.count == CrashConsortium.ids.count }
    }
    let round = try consortium.tip(of: victim)?.document().round ?? 0
    try consortium.run {
      consortium.present.allSatisfy { index in
        index == victim
          ? consortium.isRunning(victim)
          : consortium.closed(by: index).contains { $0.round == round }
      }
    }
  }

  /// Every path on a disk; of others' files it may have kept more or fewer by the time.
  static func paths(_ disk: MemoryStore) throws -> Set<String> {
    var paths: Set<String> = []
    func walk(_ directory: StorePath) throws {
      for name in try disk.list(directory) where name != "vault" {
        let path = directory.appending(name)
        if try disk.read(path) == nil { try walk(path) }
        paths.insert(path.description)
      }
    }
    try walk(StorePath())
    return paths
  }
}
