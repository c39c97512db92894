import Artifacts
import Audit
import Foundation
import Node
import Testing

/// Real nodes, whose people put one of them out.
@Suite struct ExpulsionTests {
  private static let ids = ["h1", "h2", "h3", "h4", "h5"]
  private let others = ["h1", "h2", "h3", "h4"]

  private func trial(_ ids: [String] = ids) throws -> Trial { try .patient(ids) }

  private func expel(_ subject: String, by id: String, _ trial: Trial) throws -> String {
    try ExpelMember(
      directory: trial.shared, id: id, state: trial.state(id), subject: subject
    ).run()
  }

  private func revoke(_ id: String, _ trial: Trial) throws -> String {
    try RevokeKey(directory: trial.shared, id: id, state: trial.state(id)).run()
  }

  private func restart(_ id: String, with members: [String], _ trial: Trial) throws -> String {
    try RestartConsortium(
      directory: trial.shared, id: id, state: trial.state(id), members: members, excludes: [],
      accepted: nil
    ).run()
  }

  /// How a hospital's node ends after the round that it has begun.
  private func ends(_ id: String, _ trial: Trial) throws -> NodeError? {
    for _ in 0..<20 {
      do { try trial.run(id) } catch let error as NodeError { return error }
      for other in others { try trial.run(other) }
    }
    return nil
  }

  private func newest(_ trial: Trial, _ ids: [String]) throws -> Int {
    try #require(ids.map { trial.closedRound($0) }.max())
  }

  /// The rounds that are closed: the one in work always waits for something.
  private func audit(_ trial: Trial, through round: Int) throws -> AuditReport {
    try ConsortiumAuditor(directory: trial.shared, session: nil, keyFile: nil)
      .audit(.rounds(Array(1...round)))
  }

  @Test func moreThanHalfPutOneOutAndARestartTakesItInAgain() throws {
    let trial = try trial()
    try trial.run(Self.ids, through: 1)
    #expect(try expel("h5", by: "h1", trial).contains("that is 1 of the 3 hospitals"))
    #expect(try expel("h5", by: "h1", trial).contains("that is 1 of the 3 hospitals"))
    #expect(!trial.exists("\(trial.shared)/h1/consortium/expel-0002.json"), "said once")
    #expect(try expel("h5", by: "h2", trial).contains("that is 2 of the 3 hospitals"))
    try trial.run(Self.ids, through: 2)
    #expect(try trial.members(2) == Self.ids, "two of five are too few")

    let before = try newest(trial, Self.ids)
    #expect(try expel("h5", by: "h3", trial).contains("h5 is expelled by h1, h2, h3"))
    let out = try ends("h5", trial)
    #expect(out?.status == .violation && out?.message.contains("expelled by h1, h2, h3") == true)
    try trial.run(others, through: before + 3)
    #expect(try trial.members(before + 3) == others)
    let status = try trial.status("h1").text
    #expect(status.contains("expelled by h1, h2, h3"), "\(status)")
    var report = try audit(trial, through: before + 3)
    #expect(report.verdict.exitCode == 0, "\(report.text)")
    #expect(report.text.contains("h5 is evicted by"), "\(report.text)")
    #expect(report.text.contains("expelled by h1, h2, h3"), "\(report.text)")

    // Without the votes nobody can tell why.
    let vote = "\(trial.shared)/h2/consortium/expel-0001.json"
    let bytes = try #require(trial.read(vote))
    try FileManager.default.removeItem(atPath: vote)
    report = try audit(trial, through: before + 3)
    #expect(report.verdict.exitCode == 2, "\(report.text)")
    #expect(report.text.contains("evidence or a majority's 'expel' is not here"))
    try trial.overwrite(vote, bytes)

    for id in Self.ids { _ = try restart(id, with: [], trial) }
    _ = try restart("h1", with: Self.ids, trial)
    let round = try newest(trial, others)
    try trial.run(Self.ids, through: round + 3)
    #expect(try trial.members(round + 3) == Self.ids)
    report = try audit(trial, through: round + 3)
    #expect(report.verdict.exitCode == 0, "\(report.text)")
  }

  /// Whoever has the stolen key could sign with it: so nothing takes a revocation back.
  @Test func aRevokedKeyIsInNoFurtherRound() throws {
    let trial = try trial()
    try trial.run(Self.ids, through: 1)
    let before = try newest(trial, Self.ids)
    #expect(try revoke("h5", trial).contains("the key of h5 is revoked"))
    #expect(try revoke("h5", trial).contains("the key of h5 is revoked"))
    let out = try ends("h5", trial)
    #expect(out?.status == .violation && out?.message.contains("its own key was revoked") == true)
    try trial.run(others, through: before + 3)
    #expect(try trial.members(before + 3) == others)

    for id in Self.ids { _ = try restart(id, with: [], trial) }
    let refused = #expect(throws: NodeError.self) {
      try restart("h1", with: Self.ids, trial)
    }
    #expect(refused?.status == .usage && refused?.message.contains("h5") == true)
    let report = try audit(trial, through: before + 3)
    #expect(report.verdict.exitCode == 0, "\(report.text)")
    #expect(report.text.contains("h5 has revoked its own key"), "\(report.text)")
  }

  /// Put there by whoever has stolen the key: a node ends with 78 and signs nothing; what tells the
  /// others still has to be signed.
  @Test func aThiefsFileDoesNotKeepAKeyFromBeingRevoked() throws {
    let trial = try trial()
    try trial.run(Self.ids, through: 1)
    // The thief goes on with the newer state; the hospital has the older one.
    let (state, kept) = (trial.state("h5"), trial.root + "/kept")
    try FileManager.default.copyItem(atPath: state, toPath: kept)
    try trial.run(Self.ids, through: try newest(trial, Self.ids) + 1)
    try FileManager.default.removeItem(atPath: state)
    try FileManager.default.moveItem(atPath: kept, toPath: state)
    let refused = #expect(throws: NodeError.self) { try trial.run("h5") }
    #expect(refused?.status == .configuration, "\(refused?.message ?? "ran")")
    // Whatever it lays there, by whatever name.
    let folder = "\(trial.shared)/h5/consortium"
    try trial.overwrite(folder + "/approval.json", [1])
    try Data().write(to: URL(fileURLWithPath: folder + "/expel-\(Int.max).json"))
    for name in ["0001", "999999", "999999999", "1000000", "1000000000"] {
      try Data([1]).write(to: URL(fileURLWithPath: folder + "/expel-\(name).json"))
    }
    #expect(try revoke("h5", trial).contains("the key of h5 is revoked"))
    #expect(trial.exists(folder + "/expel-1000001.json.minisig"))
    // Its place was taken after all: another one is signed.
    try trial.overwrite(folder + "/expel-1000001.json", [1])
    #expect(try revoke("h5", trial).contains("the key of h5 is revoked"))
    #expect(trial.exists(folder + "/expel-1000002.json.minisig"))
    #expect(try revoke("h5", trial).contains("the key of h5 is revoked"))
    #expect(!trial.exists(folder + "/expel-1000003.json"))
  }

  /// A revocation of a far round is in force for nobody; it must not keep the others from voting.
  @Test func whoRevokesAheadCanStillBeExpelled() throws {
    let trial = try trial()
    try trial.run(Self.ids, through: 1)
    let (liar, session) = (try #require(MemberID("h5")), try trial.session())
    let place = Place(member: liar, slot: .expel(1))
    try trial.plant(
      trial.signer("h5").sign(
        Statement(
          place: place, session: session, K: session, incarnation: 1,
          link: ChainLink(seq: 90, prev: session), sees: [],
          body: ExpelBody(member: liar, round: 999_999_999), created: "", software: ""),
        round: 0, slot: place.slot))
    for id in ["h1", "h2"] {
      #expect(try expel("h5", by: id, trial).contains("of the 3 hospitals that it needs"))
    }
    #expect(try expel("h5", by: "h3", trial).contains("h5 is expelled by h1, h2, h3"))
  }

  /// Nothing is told to anybody on a disk that is not the share.
  @Test func aMissingMountIsNoShare() throws {
    let trial = try trial()
    try trial.run(Self.ids, through: 1)
    try FileManager.default.removeItem(atPath: trial.shared + "/h5")
    let refused = #expect(throws: NodeError.self) { try revoke("h5", trial) }
    #expect(refused?.status == .tryLater, "\(refused?.message ?? "accepted")")
    #expect(!trial.exists(trial.shared + "/h5"))
  }

  /// Two at once would leave too few for the round that still expects both.
  @Test func oneAfterTheOther() throws {
    let trial = try trial()
    try trial.run(Self.ids, through: 1)
    for id in ["h1", "h2", "h3"] { _ = try expel("h5", by: id, trial) }
    let refused = #expect(throws: NodeError.self) { try expel("h4", by: "h1", trial) }
    #expect(refused?.status == .tryLater, "\(refused?.message ?? "accepted")")
    #expect(!trial.exists("\(trial.shared)/h1/consortium/expel-0002.json"))
  }

  @Test func whatCannotBeIsRefused() throws {
    let trial = try trial(["h1", "h2", "h3"])
    func refused(_ subject: String) -> NodeError? {
      #expect(throws: NodeError.self) { try expel(subject, by: "h1", trial) }
    }
    #expect(refused("h2")?.message.contains("no round has begun") == true)
    try trial.runAll(through: 1)
    #expect(refused("h1")?.message.contains("cannot expel itself") == true)
    #expect(refused("h9")?.message.contains("no hospital 'h9'") == true)
    // Of three nobody can be spared.
    #expect(refused("h2")?.message.contains("without h2 no round is possible") == true)
    #expect(!trial.exists("\(trial.shared)/h1/consortium/expel-0001.json"))
  }
}
