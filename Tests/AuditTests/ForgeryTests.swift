import Artifacts
import Audit
import Foundation
import Sodium
import Testing

/// Members that sign lies with their own keys: the audit names the lie and the file.
@Suite struct ForgeryTests {
  /// A lie: which file of a slot, after which mark a digit changes, what finds it.
  struct Lie: Sendable, CustomTestStringConvertible {
    let slot: String
    let mark: String
    let code: CheckCode

    init(_ slot: String, _ mark: String, _ code: CheckCode) {
      self.slot = slot
      self.mark = mark
      self.code = code
    }

    var testDescription: String { "\(slot) \(mark) -> \(code)" }
  }

  @Test func signingTheTruthAgainIsNoLie() throws {
    let forgery = try Forgery()
    for file in forgery.consortium.files.keys where file.hasSuffix(".json") {
      guard !file.hasSuffix("plan.json"), !file.hasSuffix("enrol-0001.json") else { continue }
      try forgery.edit(file) { $0 }
    }
    let report = try forgery.copy.audit(.all)
    #expect(report.verdict.verdict == .verified, "\(report.text)")
  }

  @Test(arguments: [
    Lie("round-000002/result.json", "\"aggregate\":\"", .aggregate),
    Lie("round-000002/result.json", "\"model\":\"", .model),
    Lie("round-000002/result.json", "\"sensitivity\":", .ledger),
    Lie("round-000002/result.json", "\"shares\":", .ledger),
    Lie("round-000002/result.json", "\"incarnation\":", .outcome),
    Lie("round-000002/result.json", "\"nonceCommitment\":\"", .outcome),
    Lie("round-000002/result.json", "\"seeds\":{\"h1\":\"", .outcome),
    Lie("round-000002/result.json", "\"set\":{\"masked\":{\"h1\":\"", .outcome),
    Lie("round-000002/result.json", "\"commit\":\"", .outcome),
    Lie("round-000002/result.json", "\"K\":\"", .outcome),
    Lie("round-000002/commit.json", "\"prev\":\"", .links),
    Lie("round-000002/commit.json", "\"nonces\":{\"h1\":\"", .links),
    Lie("round-000002/model.json", "\"model\":\"", .model),
    Lie("round-000002/model.json", "\"K\":\"", .model),
    Lie("h2/round-000002/unmask-0.json", "\"nonce\":{\"h1\":\"", .shares),
    Lie("h2/round-000002/unmask-0.json", "\"selfMask\":{\"h1\":\"", .shares),
    Lie("h2/round-000002/unmask-0.json", "\"set\":{\"masked\":{\"h1\":\"", .shares),
    Lie("h2/round-000002/unmask-0.json", "\"heads\":{\"h1\":{\"digest\":\"", .shares),
    Lie("h2/round-000002/unmask-0.json", "\"prev\":\"", .chains),
    Lie("h2/round-000002/unmask-0.json", "\"sees\":[\"", .shares),
    Lie("h2/round-000002/masked.json", "\"K\":\"", .dealings),
    Lie("h2/round-000002/masked.json", "\"check\":\"", .dealings),
    Lie("h2/round-000002/masked.json", "\"sees\":[\"", .dealings),
    Lie("h2/round-000002/masked.json", "\"payload\":[{\"bytes\":", .dealings),
    Lie("h2/round-000002/masked.json", "\",\"digest\":\"", .payloads),
    Lie("h2/consortium/approval.json", "\"manifest\":\"", .approvals),
  ])
  func aLieIsFoundAndNamed(lie: Lie) throws {
    let forgery = try Forgery()
    let file = try forgery.path(lie.slot)
    let before = try forgery.copy.read(file)
    let mark = lie.mark == "\",\"digest\":\"" ? "\"digest\":\"" : lie.mark
    try forgery.edit(file) { $0.changed(after: mark) }
    #expect(try forgery.copy.read(file) != before)
    let report = try forgery.copy.audit(.rounds([2]))
    #expect(report.verdict.verdict == .violated, "\(report.text)")
    #expect(!report.complaints(lie.code).isEmpty, "\(report.text)")
    #expect(!report.complaints(about: file).isEmpty, "\(report.text)")
  }

  /// A statement that was replaced by a second one of its author, valid by itself.
  @Test(arguments: ["masked", "unmask-0"])
  func aSecondVersionContradictsWhatOthersSaw(slot: String) throws {
    let forgery = try Forgery()
    try forgery.edit("h3/round-000002/\(slot).json") {
      $0.changed(after: "\"created\":\"")
    }
    let report = try forgery.copy.audit(.all)
    #expect(report.verdict.verdict == .violated, "\(report.text)")
  }

  /// Without a key the sum is not recomputed; but the next round stands on the true result.
  @Test func aFalseSumShowsWithoutAKeyInTheNextRound() throws {
    let forgery = try Forgery()
    try forgery.edit(try forgery.path("round-000002/result.json")) {
      $0.changed(after: "\"aggregate\":\"")
    }
    #expect(try forgery.copy.audit(.all, withKey: false).verdict.verdict == .violated)
  }

  /// One member that stands on a false result with its author does not make it look right.
  @Test func oneWhoGoesOnFromAFalseResultDoesNotCoverIt() throws {
    let forgery = try Forgery(in: FalseOutcomeTests.course.get())
    func digest(_ file: String) throws -> String {
      Digest(hashing: try forgery.copy.read(file)).hex
    }
    let next = forgery.consortium.paths("round-000002/masked.json")
    let standing = try next.map { String(decoding: try forgery.copy.read($0), as: UTF8.self) }
    let results = forgery.consortium.paths("round-000001/result.json")
    let lie = try #require(
      results.first { file in
        let K = try digest(file)
        return !standing.contains { $0.contains(K) }
      })
    let truth = try #require(results.first { $0 != lie })
    let (right, wrong) = (try digest(truth), try digest(lie))
    try forgery.copy.remove(truth)
    try forgery.edit(try #require(next.first)) { $0.replacingOccurrences(of: right, with: wrong) }
    #expect(next.count == 4)
    let report = try forgery.copy.audit(.rounds([1]), withKey: false)
    #expect(!report.complaints(about: lie).isEmpty, "\(report.text)")
    try expectWaiting(forgery, 2, after: .rounds([1, 2]), liar: String(next[0].prefix(2)))
    try expectWaiting(forgery, 2, after: .rounds([2]), liar: String(next[0].prefix(2)))
  }

  /// With three hospitals two name the truth that is not here: more than may lie together. With two
  /// nobody can tell who lies, and nobody is accused.
  @Test(arguments: [3, 2])
  func aLieThatItsAuthorAloneStandsOnIsNotTheGroundOfTheNextRound(_ count: Int) throws {
    let course = try count == 3 ? Course.small.get() : Self.pair.get()
    let forgery = try Forgery(in: course)
    let result = try forgery.path("round-000002/result.json")
    let liar = String(result.prefix(2))
    let right = Digest(hashing: try forgery.copy.read(result)).hex
    try forgery.edit(result) { $0.changed(after: "\"aggregate\":\"") }
    let wrong = Digest(hashing: try forgery.copy.read(result)).hex
    try forgery.edit("\(liar)/round-000003/masked.json") {
      $0.replacingOccurrences(of: right, with: wrong)
    }
    let report = try forgery.copy.audit(.rounds([2]), withKey: false)
    #expect(report.complaints(about: result).isEmpty == (count == 2), "\(report.text)")
    try expectWaiting(forgery, 3, after: .rounds([2, 3]), liar: liar)
    try expectWaiting(forgery, 3, after: .rounds([3]), liar: liar)
    // What the lie was is no secret to a key.
    let withKey = try forgery.copy.audit(.rounds([2, 3]))
    #expect(!withKey.complaints(about: result).isEmpty, "\(withKey.text)")
  }

  /// Two hospitals that trained for three rounds.
  private static let pair = Result {
    let trial = try Trial(2, rounds: 3)
    try trial.run(trial.ids) { trial.isClosed(3) }
    return try trial.course()
  }

  /// A round waits for the result before it, and no file of an honest member is held against it.
  private func expectWaiting(
    _ forgery: Forgery, _ round: Int, after scope: ConsortiumAuditor.Scope, liar: String
  ) throws {
    let report = try forgery.copy.audit(scope, withKey: false)
    let links = report.findings.filter { $0.round == round && $0.code == .links }
    #expect(links.map(\.word) == [.wait], "\(report.text)")
    #expect(links.first?.message.contains("no valid result of round \(round - 1)") == true)
    let accused = report.findings.filter {
      $0.word == .fail && $0.round == round && $0.file?.hasPrefix(liar) != true
    }
    #expect(accused.isEmpty, "\(report.text)")
  }

  /// A second, different result in another member's folder: both are signed, one is false.
  @Test func aFalseCopyOfAResultIsNamed() throws {
    let forgery = try Forgery()
    let file = try forgery.path("round-000002/result.json")
    let other = file.hasPrefix("h1") ? "h3" : "h1"
    let copy = "\(other)/round-000002/result.json"
    let text = String(decoding: try forgery.copy.read(file), as: UTF8.self)
    try forgery.sign([UInt8](text.utf8), as: copy)
    #expect(try forgery.copy.audit(.rounds([2])).verdict.integrity)
    try forgery.sign([UInt8](text.changed(after: "\"model\":\"").utf8), as: copy)
    for withKey in [true, false] {
      let report = try forgery.copy.audit(.rounds([2]), withKey: withKey)
      #expect(report.verdict.verdict == .violated)
      #expect(!report.complaints(about: copy).isEmpty, "\(report.text)")
    }
  }

  /// A plan in words other than the manifest's, and an enrolment that nobody admitted.
  @Test(arguments: ["h1/consortium/plan.json", "h2/consortium/enrol-0001.json"])
  func theFoundationIsBoundToTheManifest(file: String) throws {
    let forgery = try Forgery()
    let text = String(decoding: try forgery.copy.read(file), as: UTF8.self)
    let zero = String(repeating: "0", count: 16)
    let place = file.dropLast(".json".count)
    func sign(_ text: String) throws {
      try forgery.sign([UInt8](text.utf8), as: file, comment: "decaph/1 \(zero) \(place)")
    }
    try sign(text)
    #expect(try forgery.copy.audit(.rounds([2])).verdict.verdict == .verified)
    try sign(text.changed(after: "\"seed\":").changed(after: "\"nonceCommitment\":\""))
    let report = try forgery.copy.audit(.rounds([2]))
    #expect(report.verdict.verdict == .violated)
    #expect(!report.complaints(about: file).isEmpty, "\(report.text)")
  }
}
