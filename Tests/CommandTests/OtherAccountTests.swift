import Foundation
import Glibc
import TestFolders
import Testing

/// Run by an account that may not read or write what it is told: that is said, and nothing is made
/// anew. Only root can become another account.
@Suite(.enabled(if: geteuid() == 0)) struct OtherAccountTests {
  private let consortium: Consortium

  init() throws {
    consortium = try Consortium(rounds: 1)
    // The way there is open, so that the last step is what fails.
    chmod(consortium.root, 0o755)
  }

  private func asNobody(_ arguments: [String]) throws -> Program.Result {
    try Program.setpriv.run(
      Program.nobody + [Program.node.path] + arguments, in: consortium.root)
  }

  @Test(arguments: [["run", "--once"], ["pause"], ["data", "check"], ["doctor"]])
  func aStateThatMayNotBeReadIsNotMissing(_ command: [String]) throws {
    let result = try asNobody(
      command + ["--dir", consortium.shared, "--id", "h1", "--state", consortium.state("h1")])
    let said = result.output + result.errors
    #expect([74, 77].contains(result.status), "\(result.status): \(said)")
    #expect(!said.contains("has no state") && !said.contains("decaph-node join"), "\(said)")
    #expect(said.contains(consortium.state("h1")), "\(said)")
  }

  @Test func aShareThatMayNotBeEnteredIsNotMissing() throws {
    chmod(consortium.root, 0o700)
    let result = try asNobody(["status", "--dir", consortium.shared])
    #expect(result.status == 75)
    #expect(result.errors.contains("this account may not enter"), "\(result.errors)")
  }

  @Test func aPlanThatMayNotBeReadIsNotMissing() throws {
    chmod(consortium.root + "/plan.toml", 0o600)
    let result = try asNobody(["plan", "check", "plan.toml", "--hospitals", "3"])
    #expect(result.status == 66)
    #expect(result.errors.contains("cannot be read") && !result.errors.contains("plan new"))
  }

  /// What root writes in another account's state, that account could not use any more.
  @Test func rootLeavesTheStateOfAnotherAccountAlone() throws {
    let state = consortium.state("h1")
    let given = try Program(path: "/usr/bin/chown").run(["-R", "65534", state])
    #expect(given.status == 0)
    for command in [["run", "--once"], ["pause"], ["leave"]] {
      let result = try consortium.node("h1", command)
      #expect(result.status == 77, "\(command): \(result.errors)")
      #expect(result.errors.contains("belongs to the account nobody"), "\(result.errors)")
    }
    #expect(try consortium.node("h1", ["status"]).status == 0)
    // Nor in one that was only just made for that account.
    let empty = consortium.root + "/h4"
    try FileManager.default.createDirectory(
      atPath: empty, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    #expect(chown(empty, 65534, 65534) == 0)
    let join = try Program.node.run(
      ["data", "check", "--dir", consortium.shared, "--id", "h4", "--state", empty])
    #expect(join.status != 0)
    for command in ["run", "pause"] {
      let result = try Program.node.run(
        [command, "--dir", consortium.shared, "--id", "h4", "--state", empty])
      #expect(result.status == 77 || result.status == 78, "\(result.errors)")
    }
    for folder in [state, empty] {
      let owned = try Program(path: "/usr/bin/find").run([folder, "-not", "-user", "65534"])
      #expect(owned.output.isEmpty, "\(owned.output)")
    }
  }

  /// A folder that may not be read is not one in which nothing lies.
  @Test func theAuditSaysWhatItMayNotRead() throws {
    #expect(try consortium.node("h2", ["--once"]).status == 0)
    chmod(consortium.shared + "/h2", 0o700)
    let result = try Program.setpriv.run(
      Program.nobody + [Program.audit.path, "verify", "--all", "--dir", consortium.shared])
    #expect(result.status == 2, "\(result.output)\(result.errors)")
    #expect(result.output.contains("h2/consortium cannot be read now"), "\(result.output)")
    #expect(result.output.contains("let this account read it"), "\(result.output)")
  }

  @Test func aDemoSaysWhereItMayNotWrite() throws {
    let result = try asNobody(["demo", "--dir", "demo"])
    #expect(result.status == 74, "\(result.errors)")
    #expect(result.errors.contains("/demo cannot be made"), "\(result.errors)")
    let typo = try Program.node.run(
      ["demo", "--dir", "demo", "--data", "nowhere"], in: consortium.root)
    #expect(typo.status == 66 && typo.errors.contains("nowhere"), "\(typo.errors)")
    #expect(!FileManager.default.fileExists(atPath: consortium.root + "/demo"))
    let file = try Program.node.run(["demo", "--dir", "plan.toml"], in: consortium.root)
    #expect(file.status == 64 && file.errors.contains("is a file"), "\(file.errors)")
  }
}
