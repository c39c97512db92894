import Artifacts
import Audit
import Foundation
import Sodium
import Testing

/// `verify-by-hand`: the script repeats the keyless checks with stock tools alone.
@Suite(.enabled(if: Shell.hasTools, "minisign, jq or b2sum is not installed"))
struct ByHandTests {
  @Test(arguments: [(1, "/bin/sh"), (12, "/bin/bash"), (16, "/bin/sh")])
  func aGoodRoundIsWell(round: Int, shell: String) throws {
    let copy = try SharedCopy(around: round)
    let result = try copy.byHand(round, shell: shell)
    #expect(result.status == 0, "\(result.output)")
    let last = result.output.split(separator: "\n").last
    #expect(last?.hasPrefix("round \(round) by hand: all is well") == true, "\(result.output)")
    // The draw is the one of the audit.
    let report = try copy.audit(.rounds([round]), withKey: false)
    let order = report.findings.first { $0.code == .leader && $0.word == .ok }?.message
      .replacing("drawn from the commit's hash: ", with: "").replacing(",", with: "")
    #expect(result.output.contains("leader draw from the digest of the commit: \(order ?? "?")"))
  }

  @Test(arguments: [
    ("h2/round-000012/masked.json", Tampering.flipMiddle),
    ("h3/round-000012/masked.sealed", .flipLast),
    ("h1/round-000012/unmask-0.json", .swapMember), ("h1/round-000012/masked.json", .swapRound),
    ("h2/round-000012/result.json", .extend), ("h2/round-000012/model.sealed", .cut),
    ("h1/consortium/approval.json", .swapMember), ("h1/round-000012/commit.json", .flipFirst),
    ("h2/round-000012/unmask-0.json.minisig", .extend),
  ])
  func aTamperedRoundIsNamed(file: String, tampering: Tampering) throws {
    let copy = try SharedCopy(around: 12)
    #expect(try tampering.apply(to: file, in: copy))
    let result = try copy.byHand(12)
    #expect(result.status != 0)
    let stem = String(file[..<file.firstIndex(of: ".")!])
    #expect(
      result.output.split(separator: "\n").contains {
        ($0.hasPrefix("FAIL") || $0.hasPrefix("wait")) && $0.contains(stem)
      }, "\(result.output)")
  }

  /// A member that signs a lie which stock tools can see, signed correctly.
  @Test(arguments: [
    ("h2/round-000002/unmask-0.json", "\"sees\":[\""),
    ("h2/round-000002/masked.json", "\"prev\":\""),
    ("h2/round-000002/masked.json", "\"K\":\""), ("h2/round-000002/unmask-0.json", "\"digest\":\""),
  ])
  func aSignedLieIsFound(file: String, mark: String) throws {
    let forgery = try Forgery()
    try forgery.edit(file) { $0.changed(after: mark) }
    let result = try forgery.copy.byHand(2)
    #expect(result.status != 0 && result.output.contains(file), "\(result.output)")
  }

  /// The roster of a result that nobody has signed names a hospital as a command of `sed`.
  @Test func aNameInARosterIsNoCommand() throws {
    let copy = try Course.small.get().copy()
    let marker = copy.root + "/../run-\(UUID().uuidString)"
    let published = try #require(
      ["h1", "h2", "h3"].map { "\($0)/round-000001/result.json" }.first(where: copy.exists))
    func text(_ file: String) throws -> String {
      String(decoding: try copy.read(file), as: UTF8.self)
    }
    let result = try text(published)
    let hostile = result.replacing(
      "\"members\":{\"h1\"", with: "\"members\":{\"x/y/;1etouch${IFS}\(marker);#\"")
    #expect(hostile != result)
    let (K, forged) = (
      Digest(hashing: [UInt8](result.utf8)).hex, Digest(hashing: [UInt8](hostile.utf8)).hex
    )
    try copy.write([UInt8](hostile.utf8), to: published)
    for id in ["h1", "h2", "h3"] {
      let file = "\(id)/round-000002/masked.json"
      try copy.write([UInt8](try text(file).replacing(K, with: forged).utf8), to: file)
    }
    let script = try copy.byHand(2)
    #expect(script.status == 1 && script.output.contains("bad name"), "\(script.output)")
    #expect(!FileManager.default.fileExists(atPath: marker))
  }

  /// Neither a folder's name nor a file's name nor what a member signs is ever run or forges a line.
  @Test func nothingInNamesOrFilesIsRun() throws {
    let forgery = try Forgery()
    let marker = forgery.copy.root + "/../run-\(UUID().uuidString)"
    try forgery.edit("h2/round-000002/unmask-0.json") {
      $0.replacing("\"sees\":[", with: "\"sees\":[\"$(touch \(marker))\",\"//e; touch \(marker)\",")
    }
    let strange =
      "h3/round-000002/x\nok    all is well `touch \(marker.split(separator: "/").last!)`"
    try forgery.copy.write([1], to: strange.replacing("/run-", with: "run-"))
    let named = FileManager.default.temporaryDirectory.path + "/-it's $(id) \(UUID().uuidString)"
    try FileManager.default.copyItem(atPath: forgery.copy.root, toPath: named)
    defer { try? FileManager.default.removeItem(atPath: named) }
    let script = try ConsortiumAuditor(directory: named, session: nil, keyFile: nil).handScript("2")
    let result = try Shell.run(script.text, [])
    #expect(result.status == 1, "\(result.output)")
    #expect(!result.output.contains("\nok    all is well"))
    #expect(!FileManager.default.fileExists(atPath: marker))
  }

  @Test func theSessionCanBeAskedFor() throws {
    let copy = try SharedCopy(around: 12)
    let script = try copy.asking { try $0.handScript("round-12") }.text
    let session = try #require(try copy.audit(.rounds([12]), withKey: false).session)
    #expect(!script.contains(session))
    #expect(try Shell.run(script, [copy.root, session]).status == 0)
    #expect(try Shell.run(script, [copy.root, String(session.reversed())]).status == 1)
    #expect(try Shell.run(script, ["/nonexistent"]).status == 66)
  }

  @Test(arguments: [("12..13", 64), ("x", 64), ("99", 66)])
  func aRoundThatIsNoneIsAnError(round: String, status: Int32) {
    let error = #expect(throws: AuditError.self) {
      try ConsortiumAuditor(directory: Repository.shared, session: nil, keyFile: nil)
        .handScript(round)
    }
    #expect(error?.status == status)
  }
}
