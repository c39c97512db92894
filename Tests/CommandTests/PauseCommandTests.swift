import Foundation
import Glibc
import Testing

/// `pause` and `resume` beside a service, as people type them.
@Suite struct PauseCommandTests {
  @Test func aServiceRunsOnAndSaysSo() throws {
    let consortium = try Consortium(rounds: 5)
    let daemon = try consortium.start("h1")
    #expect(daemon.says("waiting for masked of h2, h3", within: 20), "\(daemon.log)")
    let paused = try consortium.node("h1", ["pause"])
    #expect(paused.status == 0 && paused.output.contains("h1 pauses"), "\(paused)")
    for id in ["h2", "h3", "h2"] { #expect(try consortium.node(id, ["--once"]).status == 0) }
    // The round that it had begun is ended, with its shares.
    #expect(daemon.says("round 1 of 5: closed", within: 20), "\(daemon.log)")
    #expect(daemon.says("paused: takes part again", within: 20), "\(daemon.log)")
    let others = try consortium.node("h2", ["--once"])
    #expect(others.status == 0 && others.errors.contains("waiting for masked of h1"), "\(others)")
    let status = try consortium.node("h1", ["status"])
    #expect(status.output.contains("paused since 20"), "\(status)")
    #expect(status.output.contains("'decaph-node resume' ends the pause"))
    let health = try consortium.node("h1", ["health"])
    #expect(health.status == 0 && health.output.contains("paused since 20"), "\(health)")
    #expect(try consortium.node("h1", ["resume"]).status == 0)
    #expect(daemon.says("round 2: published masked", within: 20), "\(daemon.log)")
    daemon.signal(SIGTERM)
    #expect(daemon.exitCode(within: 5) == 0)
    #expect(try consortium.node("h1", ["resume"]).output == "h1 is not paused\n")
  }
}
