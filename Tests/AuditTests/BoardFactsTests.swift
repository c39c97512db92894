import Testing

@testable import Audit

/// What a report reads off real folders, beside the findings.
@Suite struct BoardFactsTests {
  @Test func sharedIsToldAsItIs() throws {
    let report = try Self.report(Repository.shared, .rounds(Array(Repository.rounds)))
    let facts = try #require(report.consortium)
    #expect(facts.hospitals.map(\.name) == Repository.members)
    #expect(facts.hospitals.map(\.isFounder) == [true, false, false])
    #expect(facts.auditors.map(\.name) == ["public-auditor"])
    #expect(facts.rounds.map(\.round) == Array(Repository.rounds))
    #expect(
      facts.rounds.allSatisfy { $0.outcome == .full && $0.parts == [.inside, .inside, .inside] })
    #expect(facts.rounds.allSatisfy { $0.leader != nil && !$0.hasSilentLeader })
    // One vector of each hospital in each round, all of one size: nothing depends on the data.
    let vectors = facts.hospitals.compactMap { $0.files[.vector] }
    #expect(vectors.map(\.count) == [16, 16, 16])
    let sizes = Set(vectors.compactMap(\.range).flatMap { [$0.lowerBound, $0.upperBound] })
    #expect(sizes.count == 1)
    let lying = Repository.files.filter { $0.key.hasSuffix("masked.sealed") }.map(\.value.count)
    #expect(vectors.reduce(0) { $0 + $1.bytes } == lying.reduce(0, +))
    #expect(facts.budget?.points.map(\.round) == Array(Repository.rounds))
    #expect(facts.utility.absence == .notPlanned)
  }

  @Test func epsilonIsThatOfTheAudit() throws {
    let report = try Self.report(Repository.shared, .rounds([3]))
    let last = try #require(report.consortium?.budget?.last)
    let text = try #require(
      try ConsortiumAuditor(directory: Repository.shared, session: nil, keyFile: nil)
        .audit(.rounds([3])).findings.first { $0.code == .ledger && $0.round == nil }?.message)
    #expect(last.round == 3)
    #expect(
      text.contains("epsilon \(last.colluders) ") && text.contains("colluders, \(last.others) "))
    #expect(report.consortium?.hospitals.allSatisfy { $0.epsilon == last.colluders } == true)
  }

  @Test func whoIsMissingIsTold() throws {
    let copy = try SharedCopy(around: 4)
    for file in try copy.files("h3/round-000004") { try copy.remove(file) }
    let facts = try #require(try Self.report(copy, .rounds([4])).consortium)
    // The others had opened the sum, so h3 is in it though its file is gone.
    #expect(facts.rounds.map(\.round) == [4])
    #expect(facts.hospitals[2].files[.vector] == nil)
    #expect(facts.hospitals[0].files[.vector]?.count == 1)
  }

  @Test func anEmptyFolderHasAPageAsWell() throws {
    let report = try Self.report(try SharedCopy(files: ["README.txt": []]), .all)
    #expect(report.consortium == nil && report.verdict.verdict == .incomplete)
    #expect(BoardPage(report).text.contains("no manifest is here"))
  }

  private static func report(
    _ copy: SharedCopy, _ scope: ConsortiumAuditor.Scope
  ) throws -> BoardReport {
    try copy.asking { try $0.boardReport(scope, program: "decaph-audit") }
  }

  private static func report(
    _ directory: String, _ scope: ConsortiumAuditor.Scope
  ) throws -> BoardReport {
    try ConsortiumAuditor(directory: directory, session: nil, keyFile: nil)
      .boardReport(scope, program: "decaph-audit")
  }
}
