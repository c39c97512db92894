import Artifacts
import Audit
import Foundation
import Node
import Synchronization
import Testing

/// The whole protocol under seeded faults: at least 2,000 faulted rounds in all, each step checked.
///
/// The seeds are fixed, so that a run of CI says something about a change and not about luck; new
/// ones are tried by `Scripts/simulate-many`, 100,000 rounds. A failure prints its seed, and
/// `decaph-node simulate --seed SEED --rounds 1 --faults FAULTS` replays it.
@Suite struct SimulatorTests {
  /// What goes wrong together, and in how many rounds.
  static let courses: [(faults: String, rounds: Int)] = [
    ("all", 400),
    ("delay,loss,partition,hiding", 380),
    ("duplicate,truncate,flip,rollback-folder", 380),
    ("stop,crash,silent-leader,delay", 380),
    ("liars,delay", 380),
    ("rollback-state,clone,delay", 80),
  ]

  @Test(arguments: courses)
  func invariantsHoldUnderFaults(_ course: (faults: String, rounds: Int)) throws {
    let faults = try Faults(course.faults)
    let summary = Simulator(seed: 1, rounds: course.rounds, faults: faults).run()
    #expect(summary.failures.isEmpty, "\(course.faults): \(summary.text)")
    #expect(summary.rounds >= course.rounds)
    // Every kind of fault was really injected.
    for name in course.faults.split(separator: ",").map(String.init)
    where name != "all" && name != "delay" {
      #expect(summary.faults[name, default: 0] > 0, "\(name) never happened: \(summary.text)")
    }
    if course.faults != "all" { return }
    #expect(summary.outcomes["cut", default: 0] > 0, "\(summary.text)")
  }

  /// Every folder that is left verifies, but for what liars have signed; `decaph-node simulate`
  /// audits all of them.
  @Test func whatIsLeftVerifies() throws {
    let verdicts = Mutex<[Verdict.Outcome]>([])
    let summary = Simulator(seed: 100, rounds: 40, faults: try Faults("all")) { left in
      let report = try ConsortiumAuditor(folder: left.folder, key: left.key).audit(.all)
      verdicts.withLock { $0.append(report.verdict.verdict) }
      let faults = report.unexplained(by: left.suspects, through: left.closed - 1)
      return faults.isEmpty ? nil : "\(faults)"
    }.run()
    #expect(summary.failures.isEmpty, "\(summary.text)")
    #expect(summary.audited >= 3 && verdicts.withLock { $0.count } == summary.audited)
  }

  /// With nothing wrong every round takes two hops.
  @Test func everybodyPresentTakesTwoHops() throws {
    let summary = Simulator(seed: 1, rounds: 30, faults: .none).run()
    #expect(summary.failures.isEmpty, "\(summary.text)")
    #expect(summary.hops.keys.sorted() == [2], "\(summary.text)")
    #expect(summary.restarts == 0)
    #expect(Set(summary.outcomes.keys) == ["full"])
  }

  /// The same seed gives the same events, to the byte; another one others.
  @Test func aSeedReplays() throws {
    let faults = try Faults("all")
    let digests = [5, 5, 6].map { Simulator.replay(seed: $0, faults: faults, rounds: 6) }
    #expect(digests[0] == digests[1])
    #expect(digests[0] != digests[2])
  }
}
