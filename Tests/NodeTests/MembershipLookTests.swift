import Artifacts
import Foundation
import Journal
import Rounds
import SecureAggregation
import SharedFolder
import Sodium
import Synchronization
import Testing

@testable import Node

/// What a look costs in a consortium of thousands of rounds, and what it finds all the same.
@Suite struct MembershipLookTests {
  private let trial: Trial
  private let folder: WatchedFolder
  private let clock = SimulatedClock()
  private let membership: Membership
  private let closed: ResultDocument

  init() throws {
    trial = try Trial(TrialPlan(rounds: 3))
    try trial.foundCompletely()
    try trial.run("h1")
    folder = WatchedFolder(try SharedFolders.open(trial.shared))
    let location = try StateLocation(
      directory: trial.shared, id: "h1", state: trial.state("h1"))
    let state = try StateDirectory(location.state, outside: location.directory)
    let hospital = try Hospital(
      Journal(SnapshotStore(state)), root: state.path, location, isNew: false, clock: clock)
    membership = try Membership(
      hospital: hospital, folder: folder, manifest: try #require(try hospital.pinnedManifest()))
    closed = try #require(try hospital.tip()).document()
  }

  private func look() throws { try membership.look(after: closed) { _ in nil } }

  /// After a look these rounds are known to have begun, and so many folders were listed for that.
  private func expectLook(_ rounds: Set<Int>, listings: Int) throws {
    let before = folder.listings.withLock { $0 }
    try look()
    #expect(membership.openRounds == rounds)
    #expect(folder.listings.withLock { $0 } - before == listings)
  }

  private func begin(_ round: Int, _ id: String) throws {
    try FileManager.default.createDirectory(
      atPath: "\(trial.shared)/\(id)/\(Place.roundFolder(round))",
      withIntermediateDirectories: true)
  }

  @Test func everybodysRoundsAreListedNowAndThen() throws {
    #expect(closed.round == 0)
    try expectLook([], listings: 3)
    try begin(5, "h2")
    try begin(1, "h3")
    clock.advance(to: 9)
    for _ in 0..<3 { try expectLook([], listings: 0) }
    clock.advance(to: 10)
    try expectLook([5], listings: 3)
    try expectLook([5], listings: 0)
    clock.advance(to: 20)
    try FileManager.default.removeItem(
      atPath: "\(trial.shared)/h2/\(Place.roundFolder(5))")
    try expectLook([], listings: 3)
  }

  /// Restarts in the round in work are read at each look; those of later rounds when all is listed.
  @Test func restartsAreFoundNearAndFar() throws {
    try look()
    let tip = Digest(hashing: CanonicalJSON.encode(closed))
    let members = try Dictionary(
      uniqueKeysWithValues: trial.ids.map { id in
        let body = try EnrolmentBody(
          identity: hospital(id).identity.publicKey, sealing: hospital(id).sealing.publicKey,
          keys: RoundKeys(RoundSecrets.random()))
        return (MemberID(id)!, Enrolment(try sign(body, id, 0, .enrol(2), tip, incarnation: 2)))
      })
    let body = RestartBody(tipRound: 0, tip: tip, members: members, excludes: [])
    for (id, round) in [("h2", 1), ("h3", 7)] {
      let signed = try sign(body, id, round, .restart(1), tip)
      for (path, bytes) in signed.files { try folder.publish(bytes, at: path) }
    }
    try look()
    #expect(membership.restarts.keys.map(\.member.name) == ["h2"])
    clock.advance(to: 10)
    try look()
    #expect(Set(membership.restarts.keys.map(\.member.name)) == ["h2", "h3"])
  }

  private func hospital(_ id: String) throws -> Hospital {
    try Hospital.look(StateLocation(directory: trial.shared, id: id, state: trial.state(id)))
  }

  private func sign<Body>(
    _ body: Body, _ id: String, _ round: Int, _ slot: Slot, _ K: Digest, incarnation: Int = 1
  ) throws -> Verified<Statement<Body>> {
    let hospital = try hospital(id)
    let session = try #require(hospital.settings.session)
    return Signer(member: hospital.id, key: hospital.identity, session: session).sign(
      Statement(
        place: Place(member: hospital.id, round: round, slot: slot), session: session, K: K,
        incarnation: incarnation, link: ChainLink(seq: 99, prev: K), sees: [K], payload: [],
        body: body, created: "", software: ""),
      round: round, slot: slot)
  }
}
