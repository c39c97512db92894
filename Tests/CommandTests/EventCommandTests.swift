import Foundation
import Glibc
import Testing

/// `--on-event`: a program of the hospital's own, run without a shell.
@Suite struct EventCommandTests {
  /// A program that notes what it is told, then does something.
  private func hook(_ consortium: Consortium, then: String = "") throws -> String {
    let path = consortium.root + "/hook"
    let text = """
      #!/bin/sh
      echo "$# $DECAPH_EVENT|$DECAPH_ROUND|$DECAPH_MESSAGE|$DECAPH_MEMBER|$SECRET" >> "$0.log"
      env | sort > "$0.env"
      \(then)
      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    chmod(path, 0o755)
    return path
  }

  @Test func aRoundAndTheEndAreTold() throws {
    let consortium = try Consortium(rounds: 1)
    let hook = try hook(consortium)
    for _ in 0..<2 {
      for id in ["h2", "h3"] { #expect(try consortium.node(id, ["--once"]).status == 0) }
      let told = try consortium.node(
        "h1", ["--once", "--on-event", hook], under: ["/usr/bin/env", "SECRET=x"])
      #expect(told.status == 0, "\(told.errors)")
    }
    // Whatever was left to others' second steps.
    for id in ["h2", "h3"] { #expect(try consortium.node(id, ["--once"]).status == 0) }
    #expect(try consortium.node("h1", ["--once", "--on-event", hook]).status == 0)
    let lines = try Program.text(hook + ".log").split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("0 closed|1|round 1 of 1: closed (full, leader ") })
    #expect(lines.contains { $0.hasPrefix("0 finished||finished: the plan's last round") })
    #expect(lines.allSatisfy { $0.hasSuffix("|h1|") }, "no other variable reaches the program")
    let names = try Program.text(hook + ".env").split(separator: "\n").compactMap {
      $0.split(separator: "=").first.map(String.init)
    }
    #expect(names.allSatisfy { $0.hasPrefix("DECAPH_") || Self.usual.contains($0) }, "\(names)")
  }

  @Test func aServiceTellsOfALongWaitOnceAndOutlivesAFailingProgram() throws {
    let consortium = try Consortium(rounds: 1)
    let hook = try hook(consortium, then: "exit 3")
    let daemon = try consortium.start(
      "h1", ["--poll", "0.1", "--on-event", hook, "--max-silence", "0.01"])
    #expect(daemon.says("ended with 3 (waiting-long)", within: 20), "\(daemon.log)")
    usleep(600_000)
    daemon.signal(SIGTERM)
    #expect(daemon.exitCode(within: 5) == 0)
    let lines = try Program.text(hook + ".log").split(separator: "\n")
    #expect(
      lines.count { $0.hasPrefix("0 waiting-long||round 1: waiting for masked of h2, h3") } == 1)
  }

  @Test func whatIsNoProgramIsRefused() throws {
    let consortium = try Consortium(rounds: 1)
    let refused = try consortium.node("h1", ["--once", "--on-event", consortium.data("h1")])
    #expect(refused.status == 64 && refused.errors.contains("is not a program"))
    let folder = try consortium.node("h1", ["--once", "--on-event", consortium.root])
    #expect(folder.status == 64 && folder.errors.contains("is not a program"))
    let open = try hook(consortium)
    chmod(open, 0o775)
    let loose = try consortium.node("h1", ["--once", "--on-event", open])
    #expect(loose.status == 77 && loose.errors.contains("others may change or exchange"))
    let foreign = consortium.shared + "/h2/hook"
    try FileManager.default.copyItem(atPath: open, toPath: foreign)
    chmod(foreign, 0o755)
    let shared = try consortium.node("h1", ["--once", "--on-event", foreign])
    #expect(shared.status == 77 && shared.errors.contains("lies in a shared directory"))
    #expect(try consortium.node("h1", ["--once", "--max-silence", "0"]).status == 64)
  }

  /// What a shell sets by itself, and what is handed on.
  private static let usual: Set = ["PATH", "HOME", "LANG", "TZ", "PWD", "OLDPWD", "SHLVL", "_"]
}
