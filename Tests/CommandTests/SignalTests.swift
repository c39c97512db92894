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

  /// The nodes of a demo end with it, even where it is killed and cannot tell them.
  @Test func aKilledDemoLeavesNoNodeBehind() throws {
    let folder = try TemporaryFolder()
    let root = folder.path + "/demo"
    let demo = try Daemon(.node, ["demo", "--dir", root], log: folder.path + "/demo.log")
    let nodes = ["h1", "h2", "h3"].map { "\(root)/\($0).log" }
    func all(say text: String) -> Bool {
      for _ in 0..<3000 {
        if nodes.allSatisfy({ (try? Program.text($0))?.contains(text) == true }) { return true }
        usleep(10_000)
      }
      return false
    }
    #expect(all(say: "published masked"), "\(demo.log)")
    demo.signal(SIGKILL)
    #expect(all(say: "stopped as asked"), "\(nodes.map { try? Program.text($0) })")
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
