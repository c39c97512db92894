import Foundation
import Glibc
import Testing

/// SIGTERM and Ctrl-C end a service cleanly.
@Suite struct SignalTests {
  @Test(arguments: [SIGTERM, SIGINT])
  func aSignalEndsTheServiceWithZero(number: Int32) throws {
    let consortium = try Consortium(rounds: 2)
    // Long between two looks: it is the signal that ends the wait.
    let daemon = try consortium.start("h2", ["--poll", "60"])
    #expect(daemon.says("published masked", within: 20), "\(daemon.log)")
    #expect(daemon.says("waiting for masked of h1, h3", within: 20), "\(daemon.log)")
    daemon.signal(number)
    #expect(daemon.exitCode(within: 5) == 0, "\(daemon.log)")
    #expect(daemon.log.contains("stopped as asked"))
    // Nothing is lost: the next start goes on where this one stood.
    #expect(try consortium.node("h2", ["--once"]).status == 0)
  }

  /// Messages may be JSON lines, from the first to the last.
  @Test func theLogOfAServiceMayBeJSON() throws {
    let consortium = try Consortium(rounds: 2)
    let daemon = try consortium.start("h1", ["--poll", "60", "--log-format", "json"])
    #expect(daemon.says("\"event\":\"waiting\"", within: 20), "\(daemon.log)")
    daemon.signal(SIGTERM)
    #expect(daemon.exitCode(within: 5) == 0, "\(daemon.log)")
    let events = try daemon.log.split(separator: "\n").map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String]
      return object?["event"]
    }
    #expect(events.first == "started")
    #expect(events.last == "stopped")
    #expect(!events.contains(nil))
  }
}
