import Artifacts
import Audit
import Foundation
import Sodium
import Testing

/// A leader signs a false result: the others prove it, publish the right one and go on without it.
@Suite struct FalseOutcomeTests {
  static let course = Result {
    let trial = try Trial(rounds: 3)
    try trial.run(trial.ids) { trial.isClosed(1) }
    let lie = try trial.course()
    let path = try #require(lie.paths("round-000001/result.json").first)
    let liar = String(path.prefix { $0 != "/" })
    let text = String(decoding: lie.files[path] ?? [], as: UTF8.self)
      .changed(after: "\"model\":\"")
    let document = try CanonicalJSON.decode(
      ResultDocument.self, from: [UInt8](text.utf8), file: path)
    let signed = Signer(
      member: MemberID(liar)!, key: lie.identities[liar]!, session: lie.session
    ).sign(document, round: 1, slot: .result)
    for (path, bytes) in signed.files {
      try Data(bytes).write(to: URL(fileURLWithPath: "\(trial.shared)/\(path)"))
    }
    // Two rounds may be over before the next in rank has waited long enough to publish the truth.
    try trial.run(trial.ids.filter { $0 != liar }) {
      trial.isClosed(3) && trial.copies("result.json", 1) == 2
    }
    return try trial.course()
  }

  @Test(arguments: [true, false])
  func theLieIsNamedAndDealtWith(withKey: Bool) throws {
    let course = try Self.course.get()
    let report = try course.copy().audit(.all, withKey: withKey)
    #expect(report.verdict.exitCode == 0, "\(report.text)")
    let evidence = report.findings.filter { $0.code == .evidence && $0.word == .ok }
    #expect(evidence.contains { $0.message.contains("signed a false outcome at ") })
    #expect(
      report.findings.contains {
        $0.word == .note && $0.code == .outcome && $0.message.contains("evidence: ")
      }, "\(report.text)")
    for round in 1...3 {
      let alone = try course.copy().audit(.rounds([round]), withKey: withKey)
      #expect(alone.verdict.exitCode == 0, "\(alone.text)")
    }
  }

  /// Evidence is not enough: the right result has to lie there as well.
  @Test func withoutTheTruthOrTheEvidenceItIsAViolation() throws {
    let course = try Self.course.get()
    let results = course.paths("round-000001/result.json")
    #expect(results.count == 2)
    let copies = Dictionary(grouping: results) { course.files[$0] ?? [] }
    #expect(copies.count == 2)
    let copy = try course.copy()
    for file in course.files.keys where file.contains("/evidence-") { try copy.remove(file) }
    #expect(try copy.audit(.all).verdict.verdict == .violated)
    #expect(try copy.audit(.rounds([1])).verdict.verdict == .violated)
  }
}
