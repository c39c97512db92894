import Audit
import Foundation
import Testing

/// What an audit prints, for people and for programs.
@Suite struct ReportTests {
  /// An untouched folder, and one with something to complain about.
  private func folders() throws -> [SharedCopy] {
    let spoilt = try SharedCopy()
    #expect(try Tampering.flipMiddle.apply(to: "h2/round-000012/masked.json", in: spoilt))
    #expect(try Tampering.delete.apply(to: "h3/round-000011/unmask-0.json", in: spoilt))
    return [try SharedCopy(), spoilt]
  }

  @Test func theSameFolderGivesTheSameBytes() throws {
    for folder in try folders() {
      let reports = try (0..<3).map { _ in try folder.audit(.all) }
      #expect(reports.allSatisfy { $0.text == reports[0].text })
      #expect(reports.allSatisfy { $0.jsonLines == reports[0].jsonLines })
    }
    // Nor do the copies' paths and times show.
    let one = try SharedCopy()
    let other = try SharedCopy()
    #expect(try one.audit(.all).text == other.audit(.all).text)
  }

  @Test func jsonLinesParseAndEndWithOneVerdict() throws {
    for folder in try folders() {
      let report = try folder.audit(.all)
      let lines = report.jsonLines.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.last == "")
      let objects = try lines.dropLast().map { line in
        try #require(
          try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
      }
      #expect(objects.count == report.findings.count + 1)
      let verdicts = objects.filter { $0["verdict"] != nil }
      #expect(verdicts.count == 1)
      #expect(objects.last?["verdict"] as? String == report.verdict.verdict.rawValue)
      for (object, finding) in zip(objects, report.findings) {
        #expect(object["word"] as? String == finding.word.rawValue)
        #expect(object["code"] as? String == finding.code.rawValue)
        #expect(object["message"] as? String == finding.message)
      }
    }
  }

  @Test func everyComplaintSaysWhatToDoNext() throws {
    let report = try folders()[1].audit(.all)
    let complaints = report.findings.filter { [.fail, .wait].contains($0.word) }
    #expect(!complaints.isEmpty)
    #expect(complaints.allSatisfy { $0.next?.isEmpty == false })
    let advised = report.text.split(separator: "\n").count { $0.hasPrefix("     next: ") }
    #expect(advised == complaints.count)
  }

  @Test func theExitCodeFollowsTheVerdict() throws {
    let folders = try folders()
    #expect(try folders[0].audit(.all).verdict.exitCode == 0)
    #expect(try folders[1].audit(.rounds([12])).verdict.exitCode == 1)
    #expect(try folders[1].audit(.rounds([11])).verdict.exitCode == 2)
  }
}
