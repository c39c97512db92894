import Foundation
import Glibc
import Testing

/// Keys under a passphrase, from a file, from a terminal, from systemd's credentials; what a crash
/// of a process that holds keys leaves behind.
@Suite struct KeyCommandTests {
  private let passphrase = "five words nobody guesses"

  /// A folder with a founder whose keys are under the passphrase.
  private func founded() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try Data(SmallTable(seed: 1).text.utf8).write(to: URL(filePath: folder.path + "/h1.csv"))
    let plan = SmallTable.plan(rounds: 2, auditor: "").split(separator: "[auditors]")[0]
    try Data(plan.utf8).write(to: URL(filePath: folder.path + "/plan.toml"))
    try FileManager.default.createDirectory(
      atPath: folder.path + "/credentials", withIntermediateDirectories: true)
    try write(passphrase, "credentials/decaph.passphrase", in: folder)
    let made = try node(
      folder, "init", ["--plan", "plan.toml", "--passphrase-file", "credentials/decaph.passphrase"])
    #expect(made.status == 0, "\(made.errors)")
    return folder
  }

  private func write(
    _ text: String, _ name: String, in folder: TemporaryFolder, mode: Int = 0o600
  ) throws {
    #expect(
      FileManager.default.createFile(
        atPath: "\(folder.path)/\(name)", contents: Data("\(text)\n".utf8),
        attributes: [.posixPermissions: mode]))
  }

  private let who = ["--dir", "shared", "--id", "h1", "--state", "state"]

  private func node(
    _ folder: TemporaryFolder, _ command: String, _ arguments: [String] = [],
    credentials: Bool = false
  ) throws -> Program.Result {
    // A session of its own has no terminal, whoever runs the tests.
    try Program(path: "/usr/bin/setsid").run(
      ["-w", Program.node.path, command] + who + arguments, in: folder.path,
      adding: credentials ? ["CREDENTIALS_DIRECTORY": folder.path + "/credentials"] : [:])
  }

  @Test func withoutTerminalOnlyACredentialOpensThem() throws {
    let folder = try founded()
    let locked = try node(folder, "run", ["--once"])
    #expect(locked.status == 78 && locked.errors.contains("LoadCredential=decaph.passphrase"))
    #expect(try node(folder, "run", ["--once"], credentials: true).status == 0)
    // Who only looks need not know it.
    let status = try node(folder, "status")
    #expect(status.status == 0 && status.output.contains("the keys here are under a passphrase"))

    let path = folder.path + "/credentials/decaph.passphrase"
    chmod(path, 0o644)
    let open = try node(folder, "run", ["--once"], credentials: true)
    #expect(open.status == 77 && open.errors.contains("chmod 600 '\(path)'"))
    chmod(path, 0o600)
    try FileManager.default.removeItem(atPath: path)
    try write("five other words here", "credentials/decaph.passphrase", in: folder)
    let wrong = try node(folder, "run", ["--once"], credentials: true)
    #expect(wrong.status == 78 && wrong.errors.contains("does not open the keys"))
    for text in [locked, open, wrong, status] {
      #expect(!(text.output + text.errors).contains("five"), "a passphrase is printed")
    }
  }

  @Test func theKeysThemselvesMayBeCredentials() throws {
    let folder = try founded()
    for name in ["identity", "sealing"] {
      try FileManager.default.copyItem(
        atPath: "\(folder.path)/state/secrets/\(name)",
        toPath: "\(folder.path)/credentials/decaph.\(name)")
    }
    let two = try node(folder, "run", ["--once"], credentials: true)
    #expect(two.status == 78 && two.errors.contains("there are two identity keys"))
    for name in ["identity", "sealing"] {
      try FileManager.default.removeItem(atPath: "\(folder.path)/state/secrets/\(name)")
    }
    #expect(try node(folder, "run", ["--once"], credentials: true).status == 0)
    let without = try node(folder, "run", ["--once"])
    #expect(without.status == 78 && without.errors.contains("decaph.identity"))
    // A second `init` makes no other keys for a state that has its own elsewhere.
    let again = try node(folder, "init", ["--plan", "plan.toml"])
    #expect(again.status == 78 && again.errors.contains("decaph.identity"))
    let secrets = try FileManager.default.contentsOfDirectory(
      atPath: folder.path + "/state/secrets")
    #expect(Set(secrets).isDisjoint(with: ["identity", "sealing"]))
  }

  @Test func thePassphraseOfKeysThatAreThereChanges() throws {
    let folder = try founded()
    let refused = try node(
      folder, "init",
      ["--plan", "plan.toml", "--passphrase-file", "credentials/decaph.passphrase"],
      credentials: true)
    #expect(refused.status == 64 && refused.errors.contains("decaph-node passphrase"))
    try write("five other words here", "new", in: folder)
    let old = folder.path + "/old"
    #expect(link(folder.path + "/state/secrets/identity", old) == 0)
    let changed = try node(folder, "passphrase", ["--passphrase-file", "new"], credentials: true)
    #expect(
      try Data(contentsOf: URL(filePath: old)).allSatisfy { $0 == 0 }, "it is not overwritten")
    #expect(changed.status == 0, "\(changed.errors)")
    #expect(try node(folder, "run", ["--once"], credentials: true).status == 78)
    try FileManager.default.removeItem(atPath: folder.path + "/credentials/decaph.passphrase")
    try write("five other words here", "credentials/decaph.passphrase", in: folder)
    #expect(try node(folder, "passphrase", ["--remove"], credentials: true).status == 0)
    #expect(try node(folder, "run", ["--once"]).status == 0)
    let signed = try Program.minisign.run(
      ["-S", "-s", "state/secrets/identity", "-m", "plan.toml"], in: folder.path)
    #expect(signed.status == 0, "\(signed.errors)")
  }

  @Test func aTerminalIsAskedAndEchoesAgain() throws {
    let folder = try founded()
    let arguments =
      ["passphrase", "--dir", folder.path + "/shared"] + who.dropFirst(2).dropLast()
      + [folder.path + "/state"]
    let typed = try Pseudoterminal(.node, arguments)
    #expect(typed.shows("passphrase of the keys of h1: ") && !typed.echoes)
    typed.type("not this one\n")
    #expect(typed.shows("this is not the passphrase") && typed.shows("keys of h1: "))
    typed.type("\(passphrase)\n")
    #expect(typed.shows("passphrase of the keys of h1, new: "))
    typed.type("six words that nobody will guess\n")
    #expect(typed.shows("once more: "))
    typed.type("six words that nobody will guess\n")
    #expect(typed.ends() == 0, "\(typed.shown)")
    #expect(!typed.shown.contains("words") && !typed.shown.contains("not this one"))

    for (end, act) in [(SIGINT, "\u{3}"), (SIGTERM, "")] {
      let left = try Pseudoterminal(.node, arguments)
      #expect(left.shows("passphrase of the keys of h1: ") && !left.echoes)
      if act.isEmpty { kill(left.process, end) } else { left.type("half a pass\(act)") }
      // Linux keeps the terminal's settings until its last user is gone, which this test is.
      #expect(left.ends() == -end && left.echoes, "\(left.shown)")
    }
  }

  /// A real crash. Swift's runtime would show registers, and the memory that they point to.
  @Test(arguments: ["node", "audit"])
  func aCrashShowsNothing(name: String) throws {
    let folder = try TemporaryFolder()
    let consortia = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let log = folder.path + "/log"
    let running =
      name == "audit"
      ? try Daemon(
        .audit, ["verify", "--all", "--dir", consortia.path + "/Consortia/varied"], log: log)
      : try Daemon(.node, ["demo", "--dir", folder.path + "/demo"], log: log)
    let limits = "/proc/\(running.pid)/limits"
    let core = try Regex("Max core file size +0 +0 ")
    let end = Date.now.addingTimeInterval(10)
    while try Program.text(limits).firstMatch(of: core) == nil, Date.now < end { usleep(1000) }
    usleep(20_000)
    #expect(try Program.text(limits).firstMatch(of: core) != nil, "no core files")
    running.signal(SIGSEGV)
    #expect(running.exitCode(within: 20) == nil && !running.isRunning)
    for word in ["crashed", "Backtracing", "Registers", "0x"] {
      #expect(!running.log.contains(word), "\(running.log)")
    }
  }
}
