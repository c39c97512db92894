import Foundation
import Glibc
import Testing

/// The real program on a real disk, killed instead of a system call: before every create, write,
/// fsync, rename, link, unlink and mkdir of a step, each time from a copy of the same state and
/// share. Started again, it finishes with what it had signed.
///
/// Normally some of the calls are tried, other ones each time; with `DECAPH_ALL_CRASH_POINTS=1`
/// all of them, which takes minutes.
@Suite(.enabled(if: Program.strace.exists, "strace is not installed"))
struct CrashOnDiskTests {
  /// What the killed call of `decaph-node --once` does.
  enum Step: CaseIterable {
    /// Genesis and its outcome, masked, unmask.
    case opening
    /// Closes round 1 and publishes its outcome, masked and unmask of round 2.
    case turning
  }

  static let all = ProcessInfo.processInfo.environment["DECAPH_ALL_CRASH_POINTS"] == "1"

  @Test(arguments: Step.allCases) func aKilledNodeGoesOn(_ step: Step) throws {
    let consortium = try Consortium(rounds: 2)
    let victim = try prepare(step, consortium)
    try consortium.save(as: "prepared")
    let calls = try trace(victim, consortium)
    let names = Set(calls.map(\.name))
    #expect(
      names.isSuperset(of: [
        "openat", "mkdirat", "write", "fsync", "renameat", "linkat", "unlinkat", "exit_group",
      ]))
    #expect(calls.count > 100, "a step has more calls than \(calls.count)")
    for call in Self.all ? calls : Self.sample(calls, 10) {
      try consortium.restore("prepared")
      try kill(victim, at: call, consortium, "\(step) of \(victim), \(call)")
    }
  }

  /// Some calls of every name, in proportion, other ones each time.
  static func sample(_ calls: [DiskCall], _ count: Int) -> [DiskCall] {
    Dictionary(grouping: calls, by: \.name).values.flatMap { group in
      group.shuffled().prefix(max(1, count * group.count / calls.count))
    }
  }

  // MARK: The moments

  func prepare(_ step: Step, _ consortium: Consortium) throws -> String {
    if step == .opening {
      for id in ["h2", "h3"] { try once(id, consortium) }
      return "h1"
    }
    // Who leads round 1 is drawn at founding, and said when the round is closed.
    try consortium.save(as: "founded")
    guard let leader = try turn("h1", consortium), leader != "h1" else { return "h1" }
    try consortium.restore("founded")
    #expect(try turn(leader, consortium) == leader)
    return leader
  }

  /// Up to where the others have published masked of round 2, and one has only unmask of round 1.
  ///
  /// - Returns: who leads round 1.
  private func turn(_ victim: String, _ consortium: Consortium) throws -> String? {
    let others = Consortium.members.filter { $0 != victim }
    for id in others + [victim, others[0]] { try once(id, consortium) }
    let log = try once(others[1], consortium)
    try once(others[0], consortium)
    return log.firstMatch(of: /round 1 of 2: closed \(full, leader (h[1-3])/).map { String($0.1) }
  }

  @discardableResult
  private func once(_ id: String, _ consortium: Consortium) throws -> String {
    let result = try consortium.node(id, ["--once"])
    #expect(result.status == 0, "\(id): \(result.errors)")
    return result.errors
  }

  /// What a call of the node does when nothing happens; the prepared moment is put back.
  func trace(_ victim: String, _ consortium: Consortium) throws -> [DiskCall] {
    let file = consortium.root + "/trace"
    let result = try consortium.node(victim, ["--once"], under: DiskCall.tracer(to: file))
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("published masked") && result.errors.contains("unmask-0"))
    return DiskCall.all(inTrace: try Program.text(file))
  }

  // MARK: One kill

  private func kill(
    _ victim: String, at call: DiskCall, _ consortium: Consortium, _ name: Comment
  ) throws {
    let killed = try consortium.node(victim, ["--once"], under: call.killer)
    // strace ends as its program did; no exit code of the node is 9.
    #expect(killed.status == SIGKILL, "\(name) was not reached: \(killed.errors)")
    let seen = try Self.files(consortium.shared).filter { !$0.key.contains("~syncthing~") }
    let signed = try OutboxFiles.read(state: consortium.state(victim))

    var finished: Set<String> = []
    let order = [victim] + Consortium.members.filter { $0 != victim }
    for _ in 0..<6 {
      for id in order where !finished.contains(id) {
        let result = try consortium.node(id, ["--once"])
        #expect(result.status == 0, "\(name), \(id): \(result.errors)")
        if result.errors.contains("finished: the plan's last round is closed") {
          finished.insert(id)
        }
      }
    }
    #expect(finished.count == 3, "\(name): finished are \(finished.sorted())")
    // A service clears what a crash left half-written in the share.
    let service = try consortium.node(victim, ["--poll", "0.1"])
    #expect(service.status == 0, "\(name): \(service.errors)")
    try expectEnd(consortium, victim, seen: seen, signed: signed, name)
  }

  /// What holds when all rounds are closed.
  private func expectEnd(
    _ consortium: Consortium, _ victim: String, seen: [String: Data], signed: [String: Data],
    _ name: Comment
  ) throws {
    let share = try Self.files(consortium.shared)
    for (path, bytes) in seen.merging(signed, uniquingKeysWith: { $1 }) {
      #expect(share[path] == bytes, "\(name): \(path) is not what it was after the kill")
    }
    var outboxes: [String: Data] = [:]
    var results: Set<String> = []
    for id in Consortium.members {
      outboxes.merge(try OutboxFiles.read(state: consortium.state(id))) { $1 }
      results.insert(try Self.tip(consortium.state(id)))
    }
    #expect(Set(outboxes.keys) == Set(share.keys), "\(name)")
    #expect(outboxes == share, "\(name): the share is not what the outboxes hold")
    #expect(results.count == 1, "\(name): \(results)")

    let state = consortium.state(victim)
    #expect(try Self.names(state + "/.tmp").isEmpty, "\(name)")
    let other = consortium.state(victim == "h1" ? "h2" : "h1")
    #expect(
      try Self.names(state + "/secrets") == Self.names(other + "/secrets"),
      "\(name): secrets of closed rounds are left")
    let charges = try Program.text(state + "/charges").split(separator: "\n")
    #expect(charges.count == 2 && Set(charges).count == 2, "\(name): \(charges)")
    let audit = try consortium.auditAll()
    #expect(audit.status == 0, "\(name): \(audit.output)\(audit.errors)")
    #expect(audit.output.contains("verdict: verified") && audit.output.contains("round-2 "))
  }

  /// The last result that a hospital derived.
  private static func tip(_ state: String) throws -> String {
    let line = try Program.text(state + "/values/tip")
    let json = Data(line.drop { $0 != " " }.utf8)
    return try JSONDecoder().decode(Tip.self, from: json).result
  }

  private struct Tip: Decodable {
    let result: String
  }

  private static func names(_ folder: String) throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: folder))
  }

  /// Every file below a folder, by path.
  static func files(_ folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    // The status is replaced all the time, and is no part of what was signed.
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder)
    where !path.hasSuffix("/status.json") {
      var isFolder: ObjCBool = false
      let whole = "\(folder)/\(path)"
      guard FileManager.default.fileExists(atPath: whole, isDirectory: &isFolder) else { continue }
      if !isFolder.boolValue {
        files[path] = try Data(contentsOf: URL(fileURLWithPath: whole))
      }
    }
    return files
  }
}
