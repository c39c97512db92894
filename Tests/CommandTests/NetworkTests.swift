import Foundation
import TestFolders
import Testing

/// No program of decaph opens a socket, in its whole life.
@Suite(.enabled(if: Program.strace.exists, "strace is not installed"))
struct NetworkTests {
  private static func strace(to file: String) -> [String] {
    [
      Program.strace.path, "-f", "-qq", "-A", "-e", "trace=network", "-e", "signal=none", "-o",
      file,
    ]
  }

  @Test func straceWouldShowASocket() throws {
    let file = TemporaryFolders.path + "/decaph-trace-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: file) }
    let line = Self.strace(to: file) + [Program.bash.path, "-c", "exec 3<>/dev/udp/127.0.0.1/9"]
    _ = try Program.strace.run(Array(line.dropFirst()))
    #expect(try Program.text(file).contains("socket(AF_INET"))
  }

  @Test func aNodesLifeHasNoNetworkCall() throws {
    // From init and join over a full round to the end.
    let consortium = try Consortium(rounds: 1) { Self.strace(to: "\($0)/trace") }
    for _ in 0..<4 {
      for id in Consortium.members {
        let result = try consortium.node(id, ["--once"])
        #expect(result.status == 0, "\(result.errors)")
      }
    }
    let audit =
      Self.strace(to: consortium.root + "/trace") + [
        Program.audit.path, "verify", "round-1", "--dir", consortium.shared, "--key",
        consortium.auditorKey,
      ]
    let result = try Program.strace.run(Array(audit.dropFirst()))
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(try Program.text(consortium.root + "/trace") == "")
  }
}
