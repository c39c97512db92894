import Artifacts
import Audit
import Foundation
import Sodium
import Testing

/// A hospital signs two masked files; the others prove it and go on without it.
@Suite struct EvidenceTests {
  static let course = Result {
    let trial = try Trial(rounds: 3)
    try trial.run(trial.ids) { trial.exists("unmask-0.json", 1) }
    // h3's file is seen by h1; then h3 shows another to everybody.
    try trial.run(["h1", "h2", "h3"]) { trial.isBegun(2, by: ["h3"]) }
    try trial.run(["h1"]) { trial.isBegun(2, by: ["h1"]) }
    let lie = try trial.course()
    let path = "h3/\(Place.roundFolder(2))/masked.json"
    let second = try lie.statement(MaskedBody.self, path).with(created: "later")
    let signed = Signer(
      member: MemberID("h3")!, key: lie.identities["h3"]!, session: lie.session
    ).sign(second, round: 2, slot: .masked)
    for (path, bytes) in signed.files {
      try Data(bytes).write(to: URL(fileURLWithPath: "\(trial.shared)/\(path)"))
    }
    try trial.run(["h1", "h2", "h4"]) { trial.isClosed(3) }
    return try trial.course()
  }

  @Test(arguments: [true, false])
  func theProtocolHasDealtWithIt(withKey: Bool) throws {
    let course = try Self.course.get()
    let report = try course.copy().audit(.all, withKey: withKey)
    #expect(report.verdict.exitCode == 0, "\(report.text)")
    #expect(
      report.findings.contains {
        $0.code == .evidence && $0.word == .ok
          && $0.message.contains("proves that h3 signed two different files for h3/round-000002/")
      }, "\(report.text)")
    #expect(report.text.contains("h3 (convicted by "), "\(report.text)")
    for round in 1...3 {
      let alone = try course.copy().audit(.rounds([round]), withKey: withKey)
      #expect(alone.verdict.exitCode == 0, "\(alone.text)")
    }
  }

  /// Without the evidence nobody has dealt with it.
  @Test func withoutEvidenceItIsAViolation() throws {
    let course = try Self.course.get()
    let copy = try course.copy()
    for file in course.files.keys where file.contains("/evidence-") { try copy.remove(file) }
    let report = try copy.audit(.all)
    #expect(report.verdict.exitCode != 0, "\(report.text)")
  }

  /// That somebody is convicted excuses no missing vector of a sum it is in.
  @Test(arguments: [true, false])
  func aConvictedMembersVectorIsStillNeeded(withKey: Bool) throws {
    let forgery = try Forgery()
    let course = forgery.consortium
    let path = "h2/round-000002/masked.json"
    let truth = try course.statement(MaskedBody.self, path)
    let signer = Signer(
      member: truth.from, key: try #require(course.identities["h2"]), session: course.session)
    let copies = [truth, truth.with(created: "later")].map {
      SignedCopy(signer.sign($0, round: 2, slot: .masked).file)
    }
    let body = EvidenceBody(
      kind: .equivocation, place: Place(member: truth.from, round: 2, slot: .masked),
      copies: copies)
    let place = Place(member: try #require(MemberID("h1")), round: 2, slot: .evidence(1))
    let evidence = Statement(
      place: place, session: course.session, K: truth.K, incarnation: 1,
      link: ChainLink(seq: 900, prev: truth.prev), sees: [], body: body, created: "", software: "")
    try course.plant(evidence, "h1", 2, .evidence(1), in: forgery.copy)
    let convicted = try forgery.copy.audit(.rounds([2]), withKey: withKey)
    #expect(convicted.verdict.exitCode == 0, "\(convicted.text)")
    #expect(try Tampering.flipMiddle.apply(to: "h2/round-000002/masked.sealed", in: forgery.copy))
    let spoilt = try forgery.copy.audit(.rounds([2]), withKey: withKey)
    #expect(spoilt.verdict.exitCode != 0, "\(spoilt.text)")
  }

  /// Evidence that proves nothing is its author's lie; a flipped byte is found as everywhere.
  @Test func falseEvidenceIsALie() throws {
    let course = try Self.course.get()
    let path = try #require(course.files.keys.filter { $0.hasSuffix("/evidence-1.json") }.min())
    let copy = try course.copy()
    let id = String(path.prefix { $0 != "/" })
    let truth = try course.statement(EvidenceBody.self, path)
    let body = EvidenceBody(
      kind: .equivocation, place: try #require(Place(truth.body.place)),
      copies: [
        truth.body.copies[0], truth.body.copies[0],
      ].compactMap { copy in
        copy.file(at: Place(truth.body.place)!).map(SignedCopy.init)
      })
    try course.plant(truth.with(body: body), id, truth.round, .evidence(1), in: copy)
    let report = try copy.audit(.rounds([truth.round]))
    #expect(report.verdict.verdict == .violated, "\(report.text)")
    #expect(!report.complaints(.evidence).isEmpty, "\(report.text)")
    for tampering in [Tampering.flipFirst, .flipMiddle, .flipLast] {
      let spoilt = try course.copy()
      #expect(try tampering.apply(to: path, in: spoilt))
      #expect(try spoilt.audit(.rounds([truth.round])).verdict.exitCode != 0)
    }
  }
}

extension Trial {
  /// The files in a member's folder of a round.
  func files(of id: String, _ round: Int) -> [String] {
    (try? FileManager.default.contentsOfDirectory(
      atPath: "\(shared)/\(id)/\(Place.roundFolder(round))")) ?? []
  }
}
