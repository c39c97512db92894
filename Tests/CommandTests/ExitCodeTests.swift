import Foundation
import Glibc
import Testing

/// Exit codes and messages, as scripts and people meet them.
@Suite struct ExitCodeTests {
  private let nowhere = "/nonexistent/decaph-\(UUID().uuidString)"

  @Test(arguments: [
    ["--frobnicate"], ["run", "--id"], ["init", "--id", "h1", "--frobnicate"],
    ["--id", "h1", "--rounds", "0"], ["--id", "h1", "--rounds", "many"],
    ["--id", "h1", "--poll", "-1"], ["--id", "h1", "--rounds", "-3"],
    ["--id", "h1", "--log-format", "xml"], ["frobnicate"],
  ])
  func wrongUseOfTheNodeIs64(arguments: [String]) throws {
    let result = try Program.node.run(arguments)
    #expect(result.status == 64)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("Usage:") || result.errors.contains("--help"))
  }

  /// A negative number is what an option was given, and not an option of its own.
  @Test func aNegativeNumberIsAValue() throws {
    for arguments in [["--id", "h1", "--rounds", "-3"], ["demo", "--rounds", "-3"]] {
      let result = try Program.node.run(arguments)
      #expect(result.status == 64)
      #expect(result.errors.contains("--rounds must be at least 1"), "\(result.errors)")
    }
  }

  /// Every command that the help names is one, and a word that is none is called so.
  @Test func aWordThatIsNoCommandIsCalledSo() throws {
    let help = try Program.node.run(["--help"]).output
    let list = try #require(help.components(separatedBy: "SUBCOMMANDS:").last)
    let names = list.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
      .compactMap { $0.split(separator: " ").first }.map(String.init).filter { $0 != "See" }
    #expect(names.count > 30 && names.contains("run") && names.contains("rotate-key"))
    for name in names {
      let result = try Program.node.run([name, "--help"])
      #expect(result.status == 0 && result.output.contains("USAGE: decaph-node \(name)"), "\(name)")
    }
    let mistyped = try Program.node.run(["statuss", "--dir", nowhere])
    #expect(mistyped.status == 64)
    #expect(mistyped.errors.contains("there is no command 'statuss'"))
  }

  @Test(arguments: [
    ["--frobnicate"], ["verify"], ["verify", "round-1", "--all"], ["verify", "tomorrow"],
    ["verify", "--all", "--session", "abc"], ["frobnicate"],
  ])
  func wrongUseOfTheAuditIs64(arguments: [String]) throws {
    // Where the words are well formed it gets as far as the directory, which is here.
    let consortium = try Program.audit.run(arguments, in: repository)
    #expect(consortium.status == 64, "\(consortium.output)\(consortium.errors)")
    #expect(consortium.output.isEmpty)
  }

  @Test(arguments: [
    "H1", "1h", "h-", "con", "h 1", "", "../h1", "h1/..", "abcdefghijklmnopqrstuvwxyz-12345",
  ])
  func aBadNameIs64(id: String) throws {
    let result = try Program.node.run(["--dir", repository + "/shared", "--id", id, "--once"])
    #expect(result.status == 64, "\(result.errors)")
    #expect(result.errors.contains("is not a hospital name"))
    #expect(result.errors.contains("next: "))
  }

  @Test func aMissingShareIs75ForTheNodeAnd66ForTheAudit() throws {
    for mode in [["--once"], []] {
      let node = try Program.node.run(
        mode + ["--dir", nowhere, "--id", "h1", "--state", nowhere + "/state"])
      #expect(node.status == 75, "\(node.errors)")
      #expect(node.errors.contains(nowhere))
      #expect(node.errors.contains("next: "))
    }
    let audit = try Program.audit.run(["verify", "--all", "--dir", nowhere])
    #expect(audit.status == 66)
    #expect(audit.errors.contains(nowhere))
  }

  @Test func aMissingRoundOrKeyIs66() throws {
    for round in ["round-18", "4711", "10..99"] {
      let audit = try Program.audit.run(["verify", round], in: repository)
      #expect(audit.status == 66, "\(round): \(audit.errors)")
      #expect(audit.errors.contains("rounds here: 1 to 16"))
      #expect(audit.output.isEmpty)
    }
    let audit = try Program.audit.run(["verify", "12", "--key", nowhere], in: repository)
    #expect(audit.status == 66)
    #expect(audit.errors.contains(nowhere))
  }

  @Test func aFreshCloneIsVerifiedByTheLineInTheReadme() throws {
    for round in ["round-12", "12", "round-000012"] {
      let audit = try Program.audit.run(["verify", round], in: repository)
      #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
      #expect(audit.output.contains("verdict: verified"))
      #expect(audit.errors.isEmpty)
    }
    let full = try Program.audit.run(
      ["verify", "round-12", "--key", "shared/auditor.key", "--json"], in: repository)
    #expect(full.status == 0)
    #expect(full.output.split(separator: "\n").count { $0.contains("\"verdict\":") } == 1)
  }

  @Test func aStateThatIsNotThereIs66() throws {
    let result = try Program.node.run(
      ["--dir", repository + "/shared", "--id", "h1", "--state", nowhere, "--once"])
    #expect(result.status == 66, "\(result.errors)")
    #expect(result.errors.contains("decaph-node join"))
    // And nothing is said in the name of whoever's state it is.
    let said = repository + "/shared/h1/status.json"
    #expect(!FileManager.default.fileExists(atPath: said))
  }

  @Test func twoNodesOfOneHospitalDoNotMeet() throws {
    let consortium = try Consortium(rounds: 2)
    let daemon = try consortium.start("h1")
    #expect(daemon.says("waiting for masked", within: 20), "\(daemon.log)")
    let second = try consortium.node("h1", [])
    #expect(second.status == 75)
    #expect(second.errors.contains("(process \(daemon.pid))"), "\(second.errors)")
    let cron = try consortium.node("h1", ["--once"])
    #expect(cron.status == 0)
    #expect(cron.errors.isEmpty && cron.output.isEmpty, "\(cron.errors)")
    daemon.signal(SIGTERM)
    #expect(daemon.exitCode(within: 5) == 0)
  }

  @Test func aStateThatOthersCanReadIs77() throws {
    let consortium = try Consortium(rounds: 2)
    #expect(chmod(consortium.state("h1"), 0o755) == 0)
    let result = try consortium.node("h1", ["--once"])
    #expect(result.status == 77, "\(result.errors)")
    #expect(result.errors.contains("chmod 700 '\(consortium.state("h1"))'"), "\(result.errors)")
    #expect(chmod(consortium.state("h1"), 0o700) == 0)
    #expect(try consortium.node("h1", ["--once"]).status == 0)
  }

  @Test func helpNamesTheExitCodes() throws {
    let node = try Program.node.run(["--help"])
    #expect(node.status == 0)
    for code in ["0", "64", "65", "66", "69", "70", "74", "75", "76", "77", "78"] {
      #expect(names(node.output, code), "\(code)")
    }
    let audit = try Program.audit.run(["--help"])
    #expect(audit.status == 0)
    for code in ["0", "1", "2", "64", "66", "70", "74"] {
      #expect(names(audit.output, code), "\(code)")
    }
  }

  private var repository: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../..").standardizedFileURL.path
  }

  /// Whether a line begins with an exit code and explains it.
  private func names(_ help: String, _ code: String) -> Bool {
    help.split(separator: "\n").contains { line in
      let words = line.split(whereSeparator: \.isWhitespace)
      return words.count > 1 && words[0] == code
    }
  }
}
