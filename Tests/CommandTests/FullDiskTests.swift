import Foundation
import Testing

/// The real program on a disk that is full at one of its writes: every create, mkdir, write, fsync,
/// rename and link of a step is answered with ENOSPC, for once or from then on. It ends with 75,
/// nothing is lost, and with room again it goes on.
///
/// Normally some of the calls are tried, other ones each time; with `DECAPH_ALL_CRASH_POINTS=1` all.
@Suite(.enabled(if: Program.strace.exists, "strace is not installed"))
struct FullDiskTests {
  private static let names: Set = [
    "openat", "mkdirat", "write", "pwrite64", "fsync", "renameat", "linkat",
  ]

  @Test(arguments: CrashOnDiskTests.Step.allCases)
  func aFullDiskIsWaitedFor(_ step: CrashOnDiskTests.Step) throws {
    let tests = CrashOnDiskTests()
    let consortium = try Consortium(rounds: 2)
    let victim = try tests.prepare(step, consortium)
    try consortium.save(as: "prepared")
    let calls = try tests.trace(victim, consortium).filter { Self.names.contains($0.name) }
    #expect(calls.count > 60, "a step has more calls than \(calls.count)")
    var ends: Set<Int32> = []
    for call in CrashOnDiskTests.all ? calls : CrashOnDiskTests.sample(calls, 4) {
      for forGood in CrashOnDiskTests.all ? [false, true] : [.random()] {
        try consortium.restore("prepared")
        ends.insert(
          try fill(victim, at: call, forGood, consortium, "\(step) of \(victim), \(call)"))
      }
    }
    #expect(ends.contains(75), "no call was of any consequence")
  }

  private func fill(
    _ victim: String, at call: DiskCall, _ forGood: Bool, _ consortium: Consortium, _ name: Comment
  ) throws -> Int32 {
    let full = try consortium.node(
      victim, ["--once"], under: call.failing("ENOSPC", forGood: forGood))
    // 0 where it was a file that only spares work, or that is for display.
    #expect([0, 75].contains(full.status), "\(name): \(full.status) \(full.errors)")
    // Where all writes fail, those of the message do.
    if full.status == 75, !(forGood && call.name == "write") {
      #expect(full.errors.contains("no space for"), "\(name): \(full.errors)")
    }
    let share = try published(consortium)
    let signed = try OutboxFiles.read(state: consortium.state(victim))

    let again = try consortium.node(victim, ["--once"])
    #expect(again.status == 0, "\(name): \(again.errors)")
    let (now, kept) = (
      try published(consortium), try OutboxFiles.read(state: consortium.state(victim))
    )
    for (path, bytes) in share { #expect(now[path] == bytes, "\(name): \(path) changed") }
    for (path, bytes) in signed { #expect(kept[path] == bytes, "\(name): \(path) was signed anew") }
    for (path, bytes) in kept { #expect(now[path] == bytes, "\(name): \(path) is not published") }
    #expect(
      kept.keys.contains { $0.hasSuffix("masked.sealed") }
        && kept.keys.contains { $0.hasSuffix("unmask-0.json") }, "\(name): it did not go on")
    let charges = try Program.text(consortium.state(victim) + "/charges").split(separator: "\n")
    #expect(Set(charges).count == charges.count, "\(name): \(charges)")
    return full.status
  }

  private func published(_ consortium: Consortium) throws -> [String: Data] {
    try CrashOnDiskTests.files(consortium.shared).filter { !$0.key.contains("~syncthing~") }
  }
}
