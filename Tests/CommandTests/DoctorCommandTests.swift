import Foundation
import Glibc
import Testing

/// `decaph-node doctor` as a program: codes, a probe that a kill left behind, other accounts.
@Suite struct DoctorCommandTests {
  private func arguments(_ consortium: Consortium, _ id: String) -> [String] {
    ["doctor", "--dir", consortium.shared, "--id", id, "--state", consortium.state(id)]
  }

  private func leftovers(_ consortium: Consortium) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: consortium.shared)
      .filter { $0.contains("~") }
  }

  @Test func itAnswersBesideARunningNode() throws {
    let consortium = try Consortium(rounds: 2)
    let daemon = try consortium.start("h1")
    #expect(daemon.says("waiting for masked", within: 20), "\(daemon.log)")
    let text = try Program.node.run(arguments(consortium, "h1"))
    #expect([0, 1].contains(text.status) && text.errors.isEmpty, "\(text.output)\(text.errors)")
    #expect(text.output.contains("process \(daemon.pid) works with this state"))
    #expect(text.output.contains("; exit \(text.status))\n"))
    let json = try Program.node.run(arguments(consortium, "h1") + ["--json"])
    #expect(json.status == text.status)
    let lines = try json.output.split(separator: "\n").map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(lines.last?["exit"] as? Int32 == json.status)
    #expect(lines.dropLast().allSatisfy { ["ok", "note", "skip"].contains($0["word"] as? String) })
    #expect(try leftovers(consortium).isEmpty && daemon.isRunning)
    daemon.signal(SIGTERM)
    #expect(daemon.exitCode(within: 5) == 0, "\(daemon.log)")

    let share = try Program.node.run(["doctor", "--dir", consortium.shared])
    #expect([0, 1].contains(share.status) && !share.output.contains("state"))
    #expect(try Program.node.run(["doctor", "--dir", "/nonexistent", "--id", "h1"]).status == 75)
    #expect(
      try Program.node.run(["doctor", "--dir", consortium.shared, "--id", "H 1"]).status == 64)
    #expect(try Program.node.run(["doctor", "--state", "/x"]).status == 64)
  }

  /// The calls after which a kill leaves a file: after the first it has its first name, after the
  /// second its other one, after the third there are two.
  @Test(.enabled(if: Program.strace.exists, "strace is not installed"))
  func aKilledProbeDoesNoHarm() throws {
    let consortium = try Consortium(rounds: 1)
    for id in Consortium.members + Consortium.members + Consortium.members {
      #expect(try consortium.node(id, ["--once"]).status == 0)
    }
    for call in [DiskCall(name: "renameat", number: 1), DiskCall(name: "renameat", number: 2)] {
      let line = call.killer + [Program.node.path] + arguments(consortium, "h1")
      #expect(try Program(path: line[0]).run(Array(line.dropFirst())).status == SIGKILL)
    }
    #expect(try leftovers(consortium).count == 3)
    let audit = try consortium.auditAll()
    #expect(audit.status == 0 && !audit.output.contains("FAIL"), "\(audit.output)\(audit.errors)")
    let again = try Program.node.run(arguments(consortium, "h1"))
    #expect([0, 1].contains(again.status), "\(again.output)")
    #expect(again.output.contains("3 names of tools or of broken transfers"))
    // The next start as a service clears them.
    #expect(try consortium.node("h1", ["--poll", "0.1"]).status == 0)
    #expect(try leftovers(consortium).isEmpty)
  }

  @Test(.enabled(if: Program.strace.exists, "strace is not installed"))
  func ctrlCWaitsUntilTheProbeIsGone() throws {
    let consortium = try Consortium(rounds: 1)
    let tracer = [
      "-f", "-qq", "-e", "trace=renameat", "-e", "inject=renameat:delay_enter=700ms", "-o",
      "/dev/null", Program.node.path,
    ]
    // Tests run in threads of dispatch's pools, which hand SIGINT down blocked.
    var (stops, before) = (sigset_t(), sigset_t())
    sigemptyset(&stops)
    sigaddset(&stops, SIGINT)
    pthread_sigmask(SIG_UNBLOCK, &stops, &before)
    let process = try Program.strace.start(
      tracer + arguments(consortium, "h1"), output: nil, errors: consortium.root + "/errors")
    pthread_sigmask(SIG_SETMASK, &before, nil)
    var node: Int32?
    for _ in 0..<300 where node == nil {
      usleep(10_000)
      if try !leftovers(consortium).isEmpty { node = Self.child(of: process.processIdentifier) }
    }
    let pid = try #require(node, "the probe was not seen")
    kill(pid, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal, "\(process.terminationStatus)")
    #expect(try leftovers(consortium).isEmpty)
  }

  private static func child(of parent: Int32) -> Int32? {
    let path = "/proc/\(parent)/task/\(parent)/children"
    return (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: " ").first
      .flatMap { Int32($0) }
  }

  /// Only root can become another account.
  private static let canChangeAccount: Bool = {
    guard geteuid() == 0 else { return false }
    let result = try? Program.setpriv.run(Program.nobody + [Program.node.path, "--version"])
    return result?.status == 0
  }()

  @Test(.enabled(if: canChangeAccount, "only root can try the program as another account"))
  func anotherAccountCanWriteNothing() throws {
    let consortium = try Consortium(rounds: 1)
    let result = try Program.setpriv.run(
      Program.nobody + [Program.node.path] + arguments(consortium, "h1"))
    #expect(result.status == 74, "\(result.output)\(result.errors)")
    #expect(result.output.contains("h1/ cannot be written by this account"))
    #expect(result.output.contains("h2/, h3/ cannot be written by this account"))
    #expect(result.output.contains("belongs to another account"))
  }
}
