import Foundation
import Testing

/// The reading commands of `decaph-audit` as people type them, on the finished consortium in
/// `shared/`.
@Suite struct AuditCommandTests {
  private let folder: TemporaryFolder
  private let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../..").standardizedFileURL.path
  private var shared: String { repository + "/shared" }

  init() throws { folder = try TemporaryFolder() }

  private func audit(_ arguments: [String]) throws -> Program.Result {
    try Program.audit.run(arguments, in: repository)
  }

  /// The auditor's own derivation and the hospitals' export are one file.
  @Test func recomputeGivesTheBytesOfExport() throws {
    let (own, exported) = (folder.path + "/own.safetensors", folder.path + "/export.safetensors")
    let key = ["--key", shared + "/auditor.key", "--dir", shared]
    let result = try audit(["recompute", "round-12", "--out", own] + key)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("recomputed  round 12 from the sealed vectors"))
    let export = try Program.node.run(["export", "12", "--out", exported] + key)
    #expect(export.status == 0, "\(export.errors)")
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: own))
        == Data(contentsOf: URL(fileURLWithPath: exported)))
    let again = try audit(["recompute", "round-12", "--out", own] + key)
    #expect(again.status == 64 && again.errors.contains("is not overwritten"), "\(again.errors)")
    #expect(again.errors.contains("next: ") && again.output.isEmpty)
  }

  @Test(arguments: [["who"], ["heads"], ["show", "round-12/unmask-0"]])
  func readingCommandsSayTheSameInBothForms(arguments: [String]) throws {
    let text = try audit(arguments)
    #expect(text.status == 0 && text.errors.isEmpty, "\(text.errors)")
    let json = try audit(arguments + ["--json"])
    #expect(json.status == 0)
    let objects = try json.output.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    for object in objects {
      for key in ["name", "place", "fingerprint"] {
        if let value = object[key] as? String { #expect(text.output.contains(value)) }
      }
    }
    if arguments[0] != "show" { #expect(objects.last?["verdict"] as? String == "verified") }
  }

  @Test(arguments: [
    (["explain", "nothing"], Int32(64), "heads"), (["explain", "heads", "links"], 64, "Usage"),
    (["show"], 64, "Usage"), (["show", "masked"], 64, "needs a round"),
    (["show", "h2/round-99/masked"], 66, "is here"),
    (["who", "--dir", "/nonexistent"], 66, "--dir"),
    (["ledger", "--session", "abc"], 64, "16 to 64 hex digits"),
    (["heads", "--frobnicate"], 64, "Usage"),
    (["compare", "shared"], 64, "Usage"), (["compare", "shared", "shared"], 64, "two hospitals"),
    (["compare", "shared", "/nonexistent"], 66, "/nonexistent"),
    (["compare", "shared", "Package.swift"], 66, "no directory"),
    (["who", "--dir", "Package.swift"], 66, "no directory"),
    (["recompute", "12", "--out", "/tmp/x"], 64, "--key"),
    (["recompute", "12", "--out", "/tmp/x", "--key", "/nonexistent"], 66, "/nonexistent"),
    (["verify", "12", "--key", "docs"], 64, "docs is no key file"),
    (["verify", "12", "--key", "README.md"], 64, "README.md is no key file"),
    (["verfy", "12"], 64, "there is no command 'verfy'"),
    (["verify-by-hand"], 64, "Usage"), (["verify-by-hand", "99"], 66, "rounds here: 1 to 16"),
    (["show", "manifest", "--dir", "Sources"], 66, "no manifest"),
    (["show", "manifest", "--session", "0000000000000000"], 64, "the session here is"),
  ])
  func wrongUseSaysWhatIsWrong(arguments: [String], status: Int32, text: String) throws {
    let result = try audit(arguments)
    #expect(result.status == status, "\(arguments): \(result.errors)")
    #expect(result.errors.contains(text) && result.output.isEmpty, "\(result.errors)")
    #expect(result.errors.contains("next: ") || result.errors.contains("--help"))
  }

  /// A round between others that has nothing here is missing; it is not one that never was.
  @Test func aRoundThatWasTakenAwayIsMissing() throws {
    let copy = folder.path + "/gap"
    try FileManager.default.copyItem(atPath: shared, toPath: copy)
    for id in ["h1", "h2", "h3"] {
      try FileManager.default.removeItem(atPath: "\(copy)/\(id)/round-000012")
    }
    for command in [["verify", "round-12"], ["verify-by-hand", "12"]] {
      let result = try audit(command + ["--dir", copy])
      #expect(result.status == 2, "\(result.output)\(result.errors)")
      #expect(result.errors.contains("nothing of round 12 is here"), "\(result.errors)")
      #expect(result.errors.contains("rounds here: 1 to 11, 13 to 16"), "\(result.errors)")
    }
  }

  @Test func everyCodeIsExplainedAndTheSchemaPrinted() throws {
    let list = try audit(["explain"])
    #expect(list.status == 0 && list.output.contains("heads"))
    #expect(try audit(["explain", "heads"]).output.contains("stops"))
    #expect(try audit(["explain", "--json"]).output.split(separator: "\n").count == 24)
    let schema = try audit(["verify", "--schema"])
    #expect(schema.status == 0)
    #expect(try schema.output == Program.text(repository + "/docs/audit.schema.json"))
  }

  @Test func compareEndsWithWhatItFound() throws {
    let copy = folder.path + "/copy"
    try FileManager.default.copyItem(atPath: shared, toPath: copy)
    #expect(try audit(["compare", "shared", copy]).status == 0)
    try FileManager.default.removeItem(atPath: copy + "/h1/round-000017")
    let missing = try audit(["compare", "shared", copy, "--json"])
    #expect(missing.status == 2 && missing.output.contains(#""verdict":"missing""#))
    try Data("{}\n".utf8).write(to: URL(fileURLWithPath: copy + "/h2/round-000003/masked.json"))
    let changed = try audit(["compare", "shared", copy])
    #expect(changed.status == 1)
    #expect(changed.output.contains("ALTERED       h2/round-000003/masked.json"))
  }

  @Test(.enabled(if: Program.minisign.exists, "minisign is not installed"))
  func theScriptRunsAsPrinted() throws {
    let script = folder.path + "/check.sh"
    let printed = try audit(["verify-by-hand", "round-12"])
    #expect(printed.status == 0 && printed.errors.isEmpty)
    try Data(printed.output.utf8).write(to: URL(fileURLWithPath: script))
    let result = try Program(path: "/bin/sh").run([script], in: repository)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.output)\(result.errors)")
    #expect(result.output.hasSuffix("all is well, 19 signed files\n"), "\(result.output)")
  }
}
