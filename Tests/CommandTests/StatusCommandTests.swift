import Foundation
import Glibc
import Testing

/// `decaph-node status` as a program: output, exit codes, and what a terminal would not like.
@Suite struct StatusCommandTests {
  private func status(
    _ consortium: Consortium, _ arguments: [String] = []
  ) throws -> Program.Result {
    try Program.node.run(["status", "--dir", consortium.shared] + arguments)
  }

  @Test func itAnswersBesideARunningNode() throws {
    let consortium = try Consortium(rounds: 2)
    let daemon = try consortium.start("h1")
    #expect(daemon.says("waiting for masked", within: 20), "\(daemon.log)")
    let own = try status(consortium, ["--id", "h1", "--state", consortium.state("h1")])
    #expect(own.status == 0, "\(own.errors)")
    #expect(own.output.hasPrefix("now        round 1: waiting for masked of h2, h3\n"))
    #expect(own.output.contains("your turn  no\n"))
    #expect(own.output.contains("running (process \(daemon.pid))"))
    #expect(own.output.contains("h2, h3: no masked file yet"))
    let all = try status(consortium)
    #expect(all.status == 0 && all.output.contains("h1 says  round 1, waits for masked of h2, h3"))
    #expect(all.output.contains("(unsigned, "))
    let json = try status(consortium, ["--json"])
    let kinds = try json.output.split(separator: "\n").map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return object?["kind"] as? String
    }
    #expect(kinds == ["now", "round", "round"])
    for result in [own, all, json] {
      #expect(result.errors.isEmpty && !result.output.contains("\u{1b}"))
    }
    daemon.signal(SIGTERM)
    #expect(daemon.exitCode(within: 5) == 0)
    #expect(try status(consortium).output.contains("h1 says  round 1, was stopped (unsigned"))
  }

  @Test func exitCodesAreThoseOfTheOtherCommands() throws {
    let consortium = try Consortium(rounds: 1)
    #expect(try Program.node.run(["status", "--dir", "/nonexistent/decaph"]).status == 75)
    for (arguments, code) in [
      (["--id", "h9"], 64), (["--id", "H1"], 64), (["--rounds", "-1"], 64), (["--state", "x"], 64),
      (["--id", "h1", "--state", "/nonexistent/decaph"], 66), ([], 0), (["--id", "h1"], 0),
    ] as [([String], Int32)] {
      #expect(try status(consortium, arguments).status == code, "\(arguments)")
    }
    let elsewhere = try status(consortium, ["--id", "h1"])
    #expect(elsewhere.output.contains("no state of h1 here"))
  }

  @Test func itWatchesUntilItIsStopped() throws {
    let consortium = try Consortium(rounds: 1)
    let (output, errors) = (consortium.root + "/watch.out", consortium.root + "/watch.err")
    let watch = try Program.node.start(
      ["status", "--dir", consortium.shared, "--watch", "--poll", "0.1"], output: output,
      errors: errors)
    func shows(_ text: String) throws -> Bool {
      for _ in 0..<1000 {
        if try Program.text(output).contains(text) { return true }
        usleep(10_000)
      }
      return false
    }
    #expect(try shows("waiting for masked of h1, h2, h3"))
    #expect(try consortium.node("h1", ["--once"]).status == 0)
    #expect(try shows("waiting for masked of h2, h3"))
    kill(watch.processIdentifier, SIGINT)
    watch.waitUntilExit()
    #expect(watch.terminationReason == .exit && watch.terminationStatus == 0)
    let shown = try Program.text(output)
    #expect(!shown.contains("\u{1b}"))
    #expect(shown.components(separatedBy: "now").count < 6, "said again without a change")
    #expect(try Program.text(errors).isEmpty)
  }
}
