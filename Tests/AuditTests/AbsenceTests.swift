import Artifacts
import Audit
import Foundation
import Sodium
import Testing

/// A hospital stays away after round 1, is cut out of the sum, comes back and enters again.
@Suite struct AbsenceTests {
  private static let last = 6
  static let course = Result {
    let trial = try Trial(rounds: last)
    let others = Array(trial.ids.dropLast())
    // h4 is the first that sees all masked files; it does nothing after that.
    try trial.run(trial.ids) { trial.exists("unmask-0.json", 1) }
    try trial.run(others) { trial.isClosed(2) }
    try trial.run(trial.ids) { trial.isClosed(last) }
    return try trial.course()
  }

  private var course: Course { get throws { try Self.course.get() } }

  /// The round that was cut; there is one at least.
  private func cutRound(_ report: AuditReport) throws -> Int {
    try #require(
      report.findings.first { $0.code == .participants && $0.message.hasPrefix("cut: ") }?.round)
  }

  @Test(arguments: [true, false])
  func everythingIsVerified(withKey: Bool) throws {
    let report = try course.copy().audit(.all, withKey: withKey)
    #expect(report.verdict.exitCode == 0, "\(report.text)")
    let round = try cutRound(report)
    let participants = report.findings.filter { $0.code == .participants }
    #expect(
      participants.contains {
        $0.round == round && $0.message.contains("out: h4 (no masked file here")
      }, "\(report.text)")
    #expect(
      participants.contains { $0.message.hasPrefix("h4 enters again as incarnation 2, named by ") },
      "\(report.text)")
    #expect(report.findings.contains { $0.code == .ballots && $0.round == round && $0.word == .ok })
    // With everybody in the sum the excess of noise comes off, with the fewest all is needed.
    let seeds = report.findings.filter { $0.code == .seeds }
    #expect(
      seeds.contains {
        $0.round == 1 && $0.message.hasSuffix("; 1 of 1 layers of each noise come off")
      })
    #expect(
      seeds.contains {
        $0.round == round && $0.message.hasSuffix("; 0 of 1 layers of each noise come off")
      })
    for round in 1...Self.last {
      let alone = try course.copy().audit(.rounds([round]), withKey: withKey)
      #expect(alone.verdict.exitCode == 0, "\(alone.text)")
    }
    #expect(try course.copy().audit(.rounds([2, 3]), withKey: withKey).verdict.exitCode == 0)
  }

  @Test(.enabled(if: Shell.hasTools, "minisign, jq or b2sum is not installed"))
  func theCutRoundPassesByHand() throws {
    let copy = try course.copy()
    let result = try copy.byHand(try cutRound(try copy.audit(.all, withKey: false)))
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.contains("out: h4"), "\(result.output)")
    let who = try copy.asking { try $0.who() }.text
    #expect(who.contains("entered        entries 1, 2"), "\(who)")
  }

  /// Every change of a file of the cut round is found.
  @Test func noChangeOfABallotPasses() throws {
    let course = try course
    let copy = try course.copy()
    let round = try cutRound(try copy.audit(.all))
    let folder = "/" + Place.roundFolder(round) + "/"
    let files = course.files.keys.filter {
      $0.contains(folder) && !$0.hasPrefix("h4/")
        && ($0.contains("/vote-") || $0.contains("/cut-") || $0.contains("/unmask-"))
    }
    #expect(files.contains { $0.hasSuffix("/vote-1.json") }, "\(files)")
    #expect(files.contains { $0.hasSuffix("/unmask-1.json") }, "\(files)")
    for file in Repository.oneOfEachKind(files) {
      let original = try copy.read(file)
      for tampering in [
        Tampering.flipFirst, .flipMiddle, .flipLast, .cut, .empty, .extend, .swapMember,
      ] {
        guard try tampering.apply(to: file, in: copy) else { continue }
        let report = try copy.audit(.rounds([round]))
        #expect(report.verdict.exitCode != 0, "\(tampering) of \(file): \(report.text)")
        #expect(!report.complaints(about: file).isEmpty, "\(tampering) of \(file): \(report.text)")
        try copy.write(original, to: file)
      }
    }
    #expect(try copy.audit(.rounds([round])).verdict.exitCode == 0)
  }

  /// A vote that unmask files stand on is missed, and so is its author's statement.
  @Test func aMissingVoteIsWaitedFor() throws {
    let copy = try course.copy()
    let round = try cutRound(try copy.audit(.all))
    let vote = try #require(course.paths("\(Place.roundFolder(round))/vote-1.json").first)
    for file in [vote, vote + ".minisig"] { try copy.remove(file) }
    for scope in [ConsortiumAuditor.Scope.all, .rounds([round])] {
      let report = try copy.audit(scope)
      #expect(report.verdict.exitCode == 2, "\(report.text)")
      #expect(!report.complaints(.ballots).isEmpty)
    }
  }

  /// Members of the cut round sign what the locks forbid; each is named.
  @Test(arguments: ["certificate", "twice", "late", "above", "set"])
  func whatTheLocksForbidIsNamed(lie: String) throws {
    let course = try course
    let copy = try course.copy()
    let round = try cutRound(try copy.audit(.all))
    let folder = Place.roundFolder(round)
    let path = try #require(course.paths("\(folder)/unmask-1.json").first)
    let id = String(path.prefix { $0 != "/" })
    let unmask = try course.statement(UnmaskBody.self, path)
    let vote = try course.statement(VoteBody.self, "\(id)/\(folder)/vote-1.json")
    let count = unmask.body.choice.set.masked.count
    var file = path
    switch lie {
    case "certificate":
      let sees = Array(unmask.sees.prefix(count + 2))
      try course.plant(unmask.with(sees: sees), id, round, .unmask(1), in: copy)
    case "twice":
      file = "\(id)/\(folder)/unmask-2.json"
      let body = UnmaskBody(
        ballot: 2, choice: unmask.body.choice, shares: unmask.body.shares, heads: unmask.body.heads)
      try course.plant(
        unmask.with(slot: .unmask(2), body: body), id, round, .unmask(2), in: copy)
    case "late":
      file = "\(id)/\(folder)/vote-1.json"
      try course.plant(
        vote.with(link: ChainLink(seq: unmask.seq + 1, prev: vote.prev)), id, round, .vote(1),
        in: copy)
    case "above":
      file = "\(id)/\(folder)/vote-2.json"
      try course.plant(
        vote.with(slot: .vote(2), body: VoteBody(ballot: 2, choice: vote.body.choice)), id, round,
        .vote(2), in: copy)
    default:
      file = "\(id)/\(folder)/vote-1.json"
      let few = RoundSet(
        masked: vote.body.choice.set.masked.filter { $0.key.name != id })
      try course.plant(
        vote.with(sees: few.digests, body: VoteBody(ballot: 1, choice: .open(few))), id, round,
        .vote(1), in: copy)
    }
    let report = try copy.audit(.rounds([round]))
    #expect(report.verdict.verdict == .violated, "\(report.text)")
    #expect(!report.complaints(.ballots).isEmpty, "\(report.text)")
    #expect(
      report.findings.contains { $0.word == .fail && $0.file == file && $0.next?.isEmpty == false },
      "\(report.text)")
  }

  /// A masked file of somebody who is not in the sum: noted, whatever it is.
  @Test func aFileOutsideTheSetDecidesNothing() throws {
    let course = try course
    let copy = try course.copy()
    let round = try cutRound(try copy.audit(.all))
    let before = try course.statement(
      MaskedBody.self, "h4/\(Place.roundFolder(1))/masked.json")
    let other = try course.statement(
      MaskedBody.self, "h1/\(Place.roundFolder(round))/masked.json")
    let place = Place(member: try #require(MemberID("h4")), round: round, slot: .masked)
    let late = Statement(
      place: place, session: before.session, K: other.K, incarnation: 1,
      link: ChainLink(seq: 900, prev: before.prev), sees: [other.K], payload: other.payload,
      body: before.body, created: "", software: "")
    try FileManager.default.createDirectory(
      atPath: copy.path("h4/\(Place.roundFolder(round))"), withIntermediateDirectories: true)
    try course.plant(late, "h4", round, .masked, in: copy)
    let report = try copy.audit(.rounds([round]))
    #expect(report.verdict.exitCode == 0, "\(report.text)")
    #expect(report.findings.contains { $0.word == .note && $0.file?.hasPrefix("h4/") == true })
  }
}
