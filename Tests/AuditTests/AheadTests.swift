import Artifacts
import Sodium
import Testing

@testable import Audit

/// Rounds that are audited several at a time: the report is that of one after the other.
@Suite struct AheadTests {
  private static let widths = [2, 3, 16]

  private func expectSame(_ copy: SharedCopy, withKey: Bool) throws -> AuditReport {
    let auditor = try ConsortiumAuditor(
      directory: copy.root, session: nil, keyFile: withKey ? Repository.auditorKey : nil)
    let inTurn = try auditor.examine(.all, width: 1).report
    for width in Self.widths {
      let ahead = try auditor.examine(.all, width: width).report
      #expect(ahead.text == inTurn.text)
      #expect(ahead.jsonLines == inTurn.jsonLines)
    }
    return inTurn
  }

  @Test(arguments: [true, false])
  func nothingIsWrong(withKey: Bool) throws {
    let report = try expectSame(Course.small.get().copy(), withKey: withKey)
    #expect(report.verdict.integrity)
  }

  /// Wherever something is missing or altered: in what a round stands on, in its model, in what its
  /// neighbours need.
  @Test(arguments: ["result.json", "model.sealed", "model.json", "masked.sealed", "unmask-0.json"])
  func somethingIsWrong(_ name: String) throws {
    let course = try Course.small.get()
    for isMissing in [true, false] {
      let copy = try course.copy()
      for path in course.paths("round-000002/" + name) {
        if isMissing {
          try copy.remove(path)
        } else {
          var bytes = try copy.read(path)
          bytes[bytes.count / 2] ^= 1
          try copy.write(bytes, to: path)
        }
      }
      let report = try expectSame(copy, withKey: true)
      #expect(report.verdict.exitCode != 0)
    }
  }

  /// A false result that everything else goes on from is no ground for an audit made ahead.
  @Test func aFalseResultLeadsNobodyAstray() throws {
    let course = try Course.small.get()
    let copy = try course.copy()
    let path = try #require(course.paths("round-000002/result.json").first)
    let author = String(path.prefix { $0 != "/" })
    let text = String(decoding: course.files[path] ?? [], as: UTF8.self)
      .changed(after: "\"model\":\"")
    let document = try CanonicalJSON.decode(
      ResultDocument.self, from: [UInt8](text.utf8), file: path)
    let member = try #require(MemberID(author))
    let signed = Signer(
      member: member, key: try #require(course.identities[author]), session: course.session
    ).sign(document, round: 2, slot: .result)
    for (path, bytes) in signed.files { try copy.write(bytes, to: path) }
    #expect(try expectSame(copy, withKey: true).verdict.verdict == .violated)
  }
}
