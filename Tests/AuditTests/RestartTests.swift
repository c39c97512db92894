import Artifacts
import Audit
import DifferentialPrivacy
import Foundation
import ModelUpdate
import Rounds
import Sodium
import Testing

/// Too few hospitals are left for round 2: people go on from round 1 without the others.
@Suite struct RestartTests {
  /// Round 1 closed, round 2 begun by two of four.
  static let stuck = Result { try begin() }

  private static func begin(epsilon: Double = 100) throws -> Course {
    let trial = try Trial(rounds: 9, patience: 600, epsilon: epsilon)
    try trial.run(trial.ids) { trial.isClosed(1) }
    try trial.run(["h1", "h2"]) { trial.isBegun(2, by: ["h1", "h2"]) }
    let course = try trial.course()
    // Some may have gone further already when the outcome was published.
    let late = course.files.filter { path, _ in
      !path.contains("/round-000002/") || path.contains("/commit.json")
        || path.hasPrefix("h1/round-000002/masked.") || path.hasPrefix("h2/round-000002/masked.")
    }
    return try Course(files: late, identities: course.identities)
  }
  /// The same with a restart in a round's folder that the coordinator signed; then two rounds.
  static let course = Result { try play(restartIn: 2, on: try stuck.get()) }
  /// A restart that abandons rounds 2 to 4, of which 3 and 4 hold what nobody understands.
  static let long = Result { try play(restartIn: 4, on: try stuck.get()) }

  private static func play(restartIn round: Int, on stuck: Course) throws -> Course {
    let play = try Play(stuck)
    var outcome = try #require(try restart(play, in: round, by: ["h1"]))
    for _ in 0..<2 { outcome = try play.round(on: outcome) }
    return try play.now()
  }

  /// Signs a restart with h1 to h3; nobody publishes its result.
  private static func restart(
    _ play: Play, in round: Int, by signers: [String]
  ) throws -> RoundOutcome? {
    let tip = try play.result(1)
    var members: [MemberID: Enrolment] = [:]
    for id in ["h1", "h2", "h3"] { members[MemberID(id)!] = try play.enrol(id, as: 2) }
    let restart = try play.restart(round, from: tip.digest, of: 1, with: members, by: signers)
    let manifest = try play.now().manifest
    let (state, file) = try model(of: tip.content, try play.now())
    return try restart?.outcome(tip: tip.content, model: state, file: file, manifest: manifest)
  }

  private static func model(
    of result: ResultDocument, _ course: Course
  ) throws -> (ModelState, [UInt8]) {
    let path = try #require(course.paths("round-000001/model.json").first)
    let statement = try course.statement(ModelBody.self, path)
    let place = try #require(Place(String(path.dropLast(".json".count))))
    var key = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Repository.auditorKey)))
    let file = try SealedFile.open(
      try #require(course.files[place.sealed]), pinned: statement.payload[0], kind: .model,
      place: place, session: course.session, K: statement.K,
      with: try SealingKeyFile.decode(wiping: &key, file: "auditor.key"))
    return (try RoundArithmetic(course.manifest.plan).decode(model: file, path: path), file)
  }

  /// Nobody published the result of the restart, so the round on it cannot be judged by hand.
  @Test(.enabled(if: Shell.hasTools, "minisign, jq or b2sum is not installed"))
  func theRoundsAfterARestartByHand() throws {
    let copy = try Self.course.get().copy()
    let first = try copy.byHand(3)
    #expect(first.status == 2 && first.output.contains("stands on a restart"), "\(first.output)")
    let next = try copy.byHand(4)
    #expect(next.status == 0, "\(next.output)")
    let ledger = try copy.asking { try $0.ledger() }
    #expect(ledger.exitCode == 0 && ledger.text.contains("restart"), "\(ledger.text)")
  }

  @Test(arguments: [true, false])
  func whatFollowsARestartIsVerified(withKey: Bool) throws {
    let course = try Self.course.get()
    let report = try course.copy().audit(.all, withKey: withKey)
    #expect(report.verdict.exitCode == 0, "\(report.text)")
    #expect(
      report.findings.contains {
        $0.code == .restart && $0.word == .ok
          && $0.message.hasPrefix("restart from round 1 with h1, h2, h3, signed by h1 ")
      }, "\(report.text)")
    for rounds in [[1], [2], [3], [4], [1, 2, 3], [2, 3, 4], [3, 4]] {
      let part = try course.copy().audit(.rounds(rounds), withKey: withKey)
      #expect(part.verdict.exitCode == 0, "\(rounds): \(part.text)")
    }
  }

  @Test(arguments: [true, false])
  func abandonedRoundsAreNotJudged(withKey: Bool) throws {
    let course = try Self.long.get()
    let copy = try course.copy()
    for name in ["vote-1.json", "masked.json", "unmask-0.json.minisig", "model.sealed"] {
      try FileManager.default.createDirectory(
        atPath: copy.path("h4/round-000003"), withIntermediateDirectories: true)
      try copy.write([1, 2, 3], to: "h4/round-000003/\(name)")
    }
    let spoilt = "h2/round-000002/masked.json"
    #expect(try Tampering.flipMiddle.apply(to: spoilt, in: copy))
    let report = try copy.audit(.all, withKey: withKey)
    #expect(report.verdict.exitCode == 0, "\(report.text)")
    for round in 2...3 {
      let findings = report.findings.filter { $0.round == round }
      #expect(findings.map(\.word) == [.note] && findings[0].code == .restart, "\(report.text)")
      #expect(findings[0].message.contains("abandoned by the restart of round 4"))
    }
    for rounds in [[2], [3], [4], [5], [4, 5, 6], [2, 3, 4, 5]] {
      let part = try copy.audit(.rounds(rounds), withKey: withKey)
      #expect(part.verdict.exitCode == 0, "\(rounds): \(part.text)")
    }
  }

  /// All six rounds are charged, of which three are abandoned. h1 and h2 have a masked file in four,
  /// h3 in three: a budget of five rounds is kept by each, one of three is not.
  @Test(arguments: [5, 3])
  func theBudgetIsThatOfEachHospital(_ rounds: Int) throws {
    let plan = try Self.stuck.get().manifest.plan
    let charge = try RoundArithmetic(plan).charge(n: 4, of: 4, kind: .training)
    let delta = plan.privacy.delta.value
    let budget = Ledger(Array(repeating: charge, count: rounds))
      .epsilon(delta: delta, against: .coalition).epsilon
    let course = try Self.play(restartIn: 4, on: Self.begin(epsilon: budget * 1.001))
    let ledger = try #require(
      course.copy().audit(.all).findings.last { $0.code == .ledger && $0.round == nil })
    if rounds == 5 {
      #expect(ledger.word == .note && ledger.message.hasSuffix("no hospital took part in so much"))
    } else {
      #expect(ledger.word == .fail)
      #expect(ledger.message.hasPrefix("the budget is exceeded by what h1, h2 took part in: "))
    }
  }

  @Test func itsPublishedOutcomeIsCompared() throws {
    let play = try Play(try Self.stuck.get())
    let outcome = try #require(try Self.restart(play, in: 2, by: ["h2", "h3", "h4"]))
    #expect(try play.now().copy().audit(.all).verdict.exitCode == 0)
    try play.publish(outcome, by: "h2", K: outcome.result.K)
    let course = try play.now()
    let report = try course.copy().audit(.all)
    #expect(report.verdict.exitCode == 0, "\(report.text)")
    #expect(report.findings.contains { $0.round == 2 && $0.code == .outcome && $0.word == .ok })
    for file in ["result.json", "model.json", "model.sealed", "restart-1.json"] {
      let copy = try course.copy()
      #expect(try Tampering.flipMiddle.apply(to: "h2/round-000002/\(file)", in: copy))
      #expect(try copy.audit(.all).verdict.exitCode != 0, "\(file)")
    }
    let lie = try course.copy()
    let path = "h2/round-000002/result.json"
    let text = String(decoding: try lie.read(path), as: UTF8.self).changed(after: "\"shares\":")
    let document = try CanonicalJSON.decode(
      ResultDocument.self, from: [UInt8](text.utf8), file: path)
    try course.plant(document, "h2", 2, .result, in: lie)
    let violated = try lie.audit(.all)
    #expect(violated.verdict.verdict == .violated, "\(violated.text)")
    #expect(!violated.complaints(about: path).isEmpty)
  }

  /// One member that is not the coordinator cannot restart anything.
  @Test func aMinorityRestartsNothing() throws {
    let play = try Play(try Self.stuck.get())
    _ = try Self.restart(play, in: 2, by: ["h2", "h4"])
    let report = try play.now().copy().audit(.all)
    #expect(report.verdict.exitCode == 2, "\(report.text)")
    #expect(report.findings.contains { $0.code == .restart && $0.word == .note })
    #expect(report.text.contains("the round is masking: 2 of 4 have"), "\(report.text)")
  }

  /// A restart of a round from which the hospitals have gone on already.
  @Test func aRestartThatComesTooLateIsNotFollowed() throws {
    let play = try Play(try Self.course.get())
    let genesis = try play.result(0)
    var members: [MemberID: Enrolment] = [:]
    for id in ["h1", "h2", "h3"] { members[MemberID(id)!] = try play.enrol(id, as: 3) }
    _ = try play.restart(1, from: genesis.digest, of: 0, with: members, by: ["h1"])
    let report = try play.now().copy().audit(.all)
    #expect(report.verdict.exitCode == 0, "\(report.text)")
    #expect(
      report.findings.contains { $0.code == .restart && $0.word == .note && $0.round == 1 })
  }

  /// People name keys that the hospital never signed.
  @Test func aRestartWithFalseKeysIsFound() throws {
    let play = try Play(try Self.stuck.get())
    _ = try Self.restart(play, in: 2, by: ["h1"])
    // h3 says that it entered with other keys.
    _ = try play.enrol("h3", as: 2)
    let report = try play.now().copy().audit(.all)
    #expect(report.verdict.verdict == .violated, "\(report.text)")
    #expect(!report.complaints(.restart).isEmpty)
  }
}

extension Trial {
  /// Whether members have published their masked files of a round.
  func isBegun(_ round: Int, by members: [String]) -> Bool {
    members.allSatisfy { files(of: $0, round).contains("masked.json.minisig") }
  }
}
