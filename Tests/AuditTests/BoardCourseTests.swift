import Testing

@testable import Audit

/// What a report says of consortia in which not everything went smoothly.
@Suite struct BoardCourseTests {
  @Test func anAbsenceAndAReturn() throws {
    let (facts, report) = try Self.facts(try AbsenceTests.course.get())
    let h4 = facts.rounds.map { $0.parts[3] }
    #expect(h4.first == .inside && h4.contains(.absent) && facts.rounds[0].outcome == .full)
    let cut = try #require(facts.rounds.firstIndex { $0.parts[3] == .absent })
    #expect(facts.rounds[cut].outcome == .cut)
    #expect(h4[cut...].allSatisfy { [.absent, .away, .inside].contains($0) }, "\(h4)")
    #expect(facts.hospitals[0].files[.ballot] != nil)
    let page = BoardPage(report).text
    #expect(page.contains("absent: \(facts.rounds[cut].round)"))
    #expect(page.contains("cut: the sum was opened without some that were expected"))
    // Who was out of rounds pays less.
    let own = try facts.hospitals.map { try #require($0.epsilon) }
    #expect(own[3] < own[0] && own[0] == facts.budget?.last?.colluders)
  }

  @Test func aVoidRound() throws {
    let (facts, report) = try Self.facts(try VoidTests.course.get())
    #expect(facts.rounds.map(\.outcome).prefix(2) == [.full, .void])
    #expect(facts.rounds[1].parts[3] == .absent)
    #expect(BoardPage(report).text.contains("void: nothing was opened"))
    #expect(facts.budget?.isComplete == true)
  }

  @Test func aRestart() throws {
    let (facts, report) = try Self.facts(try RestartTests.long.get())
    #expect(facts.rounds.map(\.outcome).contains(.abandoned))
    #expect(facts.rounds.map(\.outcome).contains(.restart))
    #expect(facts.rounds.last?.parts == [.inside, .inside, .inside, .away])
    #expect(facts.hospitals[0].files[.dispute] != nil)
    #expect(BoardPage(report).text.contains("left behind by a restart; the charge stays"))
  }

  @Test func aConviction() throws {
    let (facts, report) = try Self.facts(try EvidenceTests.course.get())
    #expect(facts.rounds.contains { $0.parts[2] == .convicted })
    #expect(BoardPage(report).text.contains("convicted of a lie by its own signatures"))
  }

  /// All facts of a consortium; who is in each sum must be who the audit's own sentence names.
  private static func facts(_ course: Course) throws -> (ConsortiumFacts, BoardReport) {
    let copy = try course.copy()
    let report = try copy.asking(withKey: true) {
      try $0.boardReport(.all, program: "decaph-audit")
    }
    let facts = try #require(report.consortium)
    #expect(report.verdict.verdict == .verified)
    #expect(PageReader(BoardPage(report).text).fault == nil)
    for finding in try copy.audit(.all).findings where finding.code == .participants {
      guard finding.word == .ok,
        let names = finding.message.firstMatch(of: /(?:in the sum|going on) \d+: ([a-z0-9, ]+)/)
      else { continue }
      let round = try #require(facts.rounds.first { $0.round == finding.round })
      let inside = zip(facts.hospitals, round.parts).filter { $0.1 == .inside }.map(\.0.name)
      #expect(inside.joined(separator: ", ") == names.output.1, "\(finding)")
    }
    return (facts, report)
  }
}
