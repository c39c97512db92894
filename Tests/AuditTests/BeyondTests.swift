import Audit
import Foundation
import Testing

/// What lies beyond the last round is judged by who has put it there.
@Suite struct BeyondTests {
  @Test(arguments: [true, false])
  func whatAConvictedMemberSpoilsThereIsANote(isConvicted: Bool) throws {
    let course = try FalseOutcomeTests.course.get()
    let evidence = try #require(
      try course.copy().audit(.all).findings.first {
        $0.code == .evidence && $0.word == .ok
      })
    let liar = try #require(
      ["h1", "h2", "h3", "h4"].first { evidence.message.contains("proves that \($0) ") })
    let member = isConvicted ? liar : ["h1", "h2"].first { $0 != liar }!
    let copy = try course.copy()
    let folder = "\(member)/round-000009"
    try FileManager.default.createDirectory(
      atPath: copy.path(folder), withIntermediateDirectories: true)
    for name in ["commit.json", "commit.json.minisig"] {
      try copy.write(Array("{}\n".utf8), to: "\(folder)/\(name)")
    }
    let report = try copy.audit(.all)
    #expect(report.verdict.exitCode == (isConvicted ? 0 : 1), "\(report.text)")
    #expect(
      report.findings.contains {
        $0.word == (isConvicted ? .note : .fail) && $0.file == "\(folder)/commit.json.minisig"
      }, "\(report.text)")
  }
}
