import Foundation
import Glibc
import Testing

/// `kill -9` of any node at any time: the run goes on, and no slot is ever signed twice.
@Suite struct KillTests {
  @Test func killedNodesGoOnAndNeverSignASlotTwice() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SeededGenerator(seed: seed)
    let consortium = try Consortium(rounds: 20)
    let recorder = Recorder(consortium.shared)
    var daemons: [String: Daemon] = [:]
    for id in Consortium.members { daemons[id] = try consortium.start(id) }
    var kills = 0
    while kills < 60, daemons.values.contains(where: \.isRunning) {
      usleep(UInt32.random(in: 1000...60_000, using: &generator))
      let id = try #require(Consortium.members.randomElement(using: &generator))
      guard let daemon = daemons[id], daemon.isRunning else { continue }
      daemon.signal(SIGKILL)
      // `nil` where the signal was in time, 0 where the node had just finished by itself.
      let code = daemon.exitCode(within: 10)
      #expect(code == nil || code == 0, "seed \(seed): \(daemon.log)")
      kills += 1
      daemons[id] = try consortium.start(id)
    }
    for (id, daemon) in daemons {
      #expect(daemon.exitCode(within: 60) == 0, "seed \(seed), \(id): \(daemon.log)")
    }
    let versions = recorder.stop()
    #expect(kills >= 10, "seed \(seed): the run was over before it was disturbed")

    try expectOneVersion(versions, consortium, seed: seed)
    let audit = try consortium.auditAll()
    #expect(audit.status == 0, "seed \(seed): \(audit.output)\(audit.errors)")
    #expect(audit.output.contains("round-20 "))
  }

  /// What was ever seen in the share is what lies there, and is what the outboxes hold.
  private func expectOneVersion(
    _ versions: [String: Set<Data>], _ consortium: Consortium, seed: UInt64
  ) throws {
    var signed: [String: Data] = [:]
    for id in Consortium.members {
      signed.merge(try OutboxFiles.read(state: consortium.state(id))) { $1 }
    }
    #expect(Set(signed.keys) == Set(versions.keys), "seed \(seed)")
    for (file, contents) in versions {
      #expect(contents.count == 1, "seed \(seed): \(file) had \(contents.count) versions")
      #expect(contents.first == signed[file], "seed \(seed): \(file) is not what was signed")
      let now = FileManager.default.contents(atPath: "\(consortium.shared)/\(file)")
      #expect(now == signed[file], "seed \(seed): \(file) was changed")
    }
  }
}
