import Audit
import Foundation
import Testing

/// `Tests/Consortia/varied`: a finished consortium with nearly all that can happen.
@Suite struct VariedConsortiumTests {
  private static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../Consortia/varied").standardizedFileURL.path

  @Test(arguments: [nil, directory + "/auditor.key"])
  func allRoundsAreVerified(key: String?) throws {
    let report = try ConsortiumAuditor(
      directory: Self.directory, session: nil, keyFile: key
    ).audit(.all)
    #expect(report.verdict.exitCode == 0, "\(report.text)")
    let codes = Set(report.findings.filter { $0.word == .ok }.map(\.code))
    #expect(codes.isSuperset(of: [.ballots, .shares, .seeds, .ledger, .chains, .restart]))
    // Census and evaluation released counts, and said that the latter had no noise.
    #expect(report.findings.contains { $0.code == .noise })
    #expect(report.findings.contains { $0.code == .release } == (key != nil))
  }
}
