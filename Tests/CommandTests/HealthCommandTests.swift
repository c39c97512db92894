import Foundation
import Testing

/// `decaph-node health`: one line, the codes of monitoring plug-ins, a file for Prometheus.
@Suite struct HealthCommandTests {
  private func health(
    _ consortium: Consortium, _ arguments: [String] = [], id: String = "h1"
  ) throws -> Program.Result {
    try Program.node.run(
      ["health", "--dir", consortium.shared, "--id", id, "--state", consortium.state(id)]
        + arguments)
  }

  @Test func theCodeFollowsTheNode() throws {
    let consortium = try Consortium(rounds: 2)
    let idle = try health(consortium)
    #expect(idle.status == 2 && idle.output.hasPrefix("DECAPH CRITICAL: the node has never run"))

    #expect(try consortium.node("h1", ["--once"]).status == 0)
    let file = consortium.root + "/decaph.prom"
    let alive = try health(consortium, ["--prometheus", file])
    #expect(alive.status == 0, "\(alive.output)\(alive.errors)")
    #expect(alive.output.hasPrefix("DECAPH OK: round 1: waiting for masked of h2, h3 | round=1;"))
    #expect(alive.output.split(separator: "\n").count == 1 && alive.errors.isEmpty)
    let numbers = try Program.text(file)
    #expect(numbers.contains("# TYPE decaph_health gauge\ndecaph_health{member=\"h1\"} 0\n"))
    #expect(numbers.contains("decaph_waiting_for{member=\"h1\"} 2\n"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: consortium.root)
        .filter { $0.contains("prom") } == ["decaph.prom"])

    // Everything is later than a moment ago.
    usleep(1_100_000)
    let silent = try health(consortium, ["--max-silence", "0.001"])
    #expect(silent.status == 2 && silent.output.contains("the node has said nothing for"))
    #expect(silent.output.contains("round 1: waiting for masked of h2, h3 for"))
    let dear = try health(consortium, ["--budget-warning", "0.1"])
    #expect(dear.status == 1 && dear.output.contains("of the privacy budget are spent"))
  }

  /// Cron starts a node again and again; that it cannot work is told until a run does.
  @Test func aRunThatFailsIsToldUntilOneWorks() throws {
    let consortium = try Consortium(rounds: 2)
    #expect(try consortium.node("h1", ["--once"]).status == 0)
    #expect(try consortium.node("h2", ["--once"]).status == 0)
    let (data, away) = (consortium.data("h3"), consortium.data("h3") + ".away")
    try FileManager.default.moveItem(atPath: data, toPath: away)
    #expect(try consortium.node("h3", ["--once"]).status == 66)
    let failing = try health(consortium, id: "h3")
    #expect(failing.status == 2, "\(failing.output)")
    #expect(failing.output.contains("the node's last run failed: \(data)"), "\(failing.output)")
    func status(_ id: String) throws -> String {
      try consortium.node(id, ["status"]).output
    }
    let own = try status("h3")
    #expect(own.contains("your turn  YES") && own.contains("with exit code 66: \(data)"), "\(own)")
    let others = try status("h1")
    #expect(others.contains("has ended with an error"), "\(others)")
    #expect(!others.contains(data), "the others learn no path")
    try FileManager.default.moveItem(atPath: away, toPath: data)
    #expect(try consortium.node("h3", ["--once"]).status == 0)
    #expect(try health(consortium, id: "h3").status == 0)
    #expect(try !status("h3").contains("last run"))
  }

  @Test func whatCannotBeSeenIsSaid() throws {
    let consortium = try Consortium(rounds: 1)
    let absent = try Program.node.run(["health", "--dir", "/nonexistent/decaph", "--id", "h1"])
    #expect(absent.status == 2 && absent.output.hasPrefix("DECAPH CRITICAL: "))
    let stranger = try Program.node.run(
      ["health", "--dir", consortium.shared, "--id", "h1", "--state", "/nonexistent/decaph"])
    #expect(stranger.status == 3 && stranger.output.hasPrefix("DECAPH UNKNOWN: "))
    #expect(try health(consortium, ["--max-silence", "0"]).status == 64)
    let misnamed = try health(consortium, ["--prometheus", consortium.root + "/decaph.txt"])
    #expect(misnamed.status == 64 && misnamed.errors.contains("does not end in .prom"))
    let nowhere = try health(consortium, ["--prometheus", consortium.root + "/none/decaph.prom"])
    #expect(nowhere.status == 74 && nowhere.errors.contains("could not be written"))
  }
}
