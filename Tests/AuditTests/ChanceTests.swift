import Audit
import Datasets
import Foundation
import Testing

/// Honest hospitals called at random, some for a while not at all: whatever they leave behind, at
/// any time, no audit finds a violation.
@Suite struct ChanceTests {
  @Test(arguments: [1] as [UInt64])
  func honestHospitalsAreNeverAccused(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed, stream: 0)
    let trial = try Trial(5, rounds: 6, patience: 1)
    var awake = trial.ids
    for _ in 0..<40 where !trial.isClosed(6) {
      if Int.random(in: 0..<4, using: &random) == 0 {
        awake = Array(
          trial.ids.shuffled(using: &random).prefix(Int.random(in: 3...5, using: &random)))
      }
      let next = try #require(awake.randomElement(using: &random))
      var calls = 0
      try trial.run([next]) {
        calls += 1
        return calls > 3
      }
      let report = try SharedCopy(files: try trial.files()).audit(.all, withKey: false)
      #expect(report.verdict.integrity, "seed \(seed): \(report.text)")
    }
    try trial.run(trial.ids) { trial.isClosed(6) }
    let report = try SharedCopy(files: try trial.files()).audit(.all)
    #expect(report.verdict.exitCode == 0, "seed \(seed): \(report.text)")
  }
}
