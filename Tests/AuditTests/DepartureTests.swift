import Artifacts
import Audit
import Foundation
import Testing

/// A hospital reaches its own cap on epsilon: it announces its last round and leaves.
@Suite struct DepartureTests {
  static let course = Result {
    let trial = try Trial(rounds: 4, caps: ["h4": 4.0])
    try trial.run(trial.ids) { trial.isClosed(4) }
    return try trial.course()
  }

  @Test func itIsSaidAndVerified() throws {
    let course = try Self.course.get()
    let report = try course.copy().audit(.all)
    #expect(report.verdict.exitCode == 0, "\(report.text)")
    #expect(
      report.findings.contains { $0.word == .note && $0.message == "h4 leaves after this round" }
        || report.findings.contains { $0.word == .note && $0.message.hasPrefix("h4 has left") },
      "\(report.text)")
  }
}
