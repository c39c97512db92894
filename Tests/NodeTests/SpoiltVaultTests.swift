import Foundation
import Testing

/// A kept copy that the disk has spoilt after it was checked.
@Suite struct SpoiltVaultTests {
  @Test func theVectorIsTakenFromAnotherMembersCopy() throws {
    let trial = try Trial(TrialPlan(rounds: 2, patience: 600))
    try trial.foundCompletely()
    // h1 has checked and kept everything; the others then reveal, so that h1 only has to close.
    for id in ["h2", "h3", "h1", "h2", "h3"] { try trial.run(id) }
    #expect(trial.closedRound("h1") == 0)
    let kept = try #require(
      trial.snapshot(trial.state("h1")).first {
        $0.key.contains("vault/h2/round-000001/masked") && $0.key.hasSuffix(".sealed")
      })
    let path = "\(trial.state("h1"))/\(kept.key)"
    try trial.overwrite(path, kept.value.map { $0 ^ 1 })
    for part in ["json", "json.minisig", "sealed"] {
      try FileManager.default.copyItem(
        atPath: trial.path("h2", 1, "masked.\(part)"),
        toPath: trial.path("h3", 1, "relay-h2.\(part)"))
    }
    try FileManager.default.removeItem(atPath: trial.path("h2", 1, "masked.sealed"))

    try trial.run("h1")
    #expect(trial.closedRound("h1") == 1)
    #expect(try trial.tipResult("h1") == trial.tipResult("h3"))
  }
}
