import Audit
import Testing

/// `shared/` as it lies in the repository.
@Suite struct FinishedConsortiumTests {
  @Test(arguments: Repository.rounds)
  func everyRoundIsVerifiedWithTheKey(round: Int) throws {
    let report = try audit(.rounds([round]), key: Repository.auditorKey)
    #expect(report.verdict.verdict == .verified, "\(report.text)")
    // What lies beside the members' folders, this key for example, is noted and not read.
    let rest = report.findings.filter { $0.word != .ok }
    #expect(rest.allSatisfy { $0.word == .note && $0.code == .files }, "\(report.text)")
    for code in [CheckCode.aggregate, .model, .ledger, .outcome, .leader, .shares, .heads] {
      #expect(report.findings.contains { $0.code == code && $0.round == round })
    }
  }

  @Test(arguments: Repository.rounds)
  func withoutAKeyThePublicPartIsVerified(round: Int) throws {
    let report = try audit(.rounds([round]), key: nil)
    #expect(report.verdict.exitCode == 0, "\(report.text)")
    let skipped = report.findings.filter { $0.word == .skip }.map(\.code)
    #expect(skipped == [.aggregate, .model])
  }

  @Test(arguments: [nil, Repository.auditorKey])
  func allRoundsTogetherAreVerified(key: String?) throws {
    let report = try audit(.all, key: key)
    #expect(report.verdict.exitCode == 0, "\(report.text)")
    #expect(Set(report.findings.compactMap(\.round)).isSuperset(of: Repository.rounds))
    #expect(report.findings.contains { $0.word == .skip } == (key == nil))
  }

  @Test func theSessionIsHeldToWhatTheAuditorExpects() throws {
    let session = try #require(try audit(.rounds([1]), key: nil).session)
    for expected in [session, String(session.prefix(16)), session.uppercased()] {
      let report = try ConsortiumAuditor(
        directory: Repository.shared, session: expected, keyFile: nil
      ).audit(.rounds([1]))
      #expect(report.verdict.exitCode == 0)
    }
    let other = String(session.reversed())
    let report = try ConsortiumAuditor(
      directory: Repository.shared, session: other, keyFile: nil
    ).audit(.rounds([1]))
    #expect(report.verdict.verdict == .violated)
    #expect(!report.complaints(.anchor).isEmpty)
  }

  @Test func aRoundThatIsNotHereIsAnError() {
    #expect(throws: AuditError.self) { try audit(.rounds([4711]), key: nil) }
    let error = #expect(throws: AuditError.self) { try audit(.rounds([0]), key: nil) }
    #expect(error?.status == 66)
  }

  private func audit(_ scope: ConsortiumAuditor.Scope, key: String?) throws -> AuditReport {
    try ConsortiumAuditor(directory: Repository.shared, session: nil, keyFile: key).audit(scope)
  }
}
