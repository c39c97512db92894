import Artifacts
import Foundation
import Journal
import Sodium
import Testing

@testable import Node

/// A hospital that has changed its key takes in what it has forgotten, whoever has found the old key.
@Suite struct RecoveryAfterRotationTests {
  private static let ids = ["h1", "h2", "h3", "h4"]
  private let trial: Trial
  private let thief: Signer
  private let round: Int

  /// What canonical JSON with a signature can be without being a statement.
  private struct Junk: Codable, Hashable {
    let incarnation: Int
    var seq: Int?
  }

  init() throws {
    trial = try .patient(Self.ids)
    try trial.run(Self.ids, through: 1)
    thief = try trial.signer("h3")
    for _ in 0..<2 { for id in Self.ids where id != "h3" { try trial.run(id) } }
    _ = try RotateKey(
      directory: trial.shared, id: "h3", state: trial.state("h3"), passphraseFile: nil
    ).run()
    let founded = trial
    let newest = try #require(Self.ids.map { founded.closedRound($0) }.max())
    round = newest + 3
    try trial.run(Self.ids, through: newest + 3)
  }

  private func recover() throws -> String {
    try RecoverHospital(directory: trial.shared, id: "h3", state: trial.state("h3")).run()
  }

  private func open() throws -> Hospital {
    try Hospital.open(
      StateLocation(directory: trial.shared, id: "h3", state: trial.state("h3")))
  }

  private func lay(_ content: some Codable & Hashable & Sendable, round: Int, _ slot: Slot) throws {
    let folder = "\(trial.shared)/h3/\(Place.roundFolder(round))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try trial.plant(thief.sign(content, round: round, slot: slot))
  }

  /// What the old key has signed, after the hospital itself no longer does, stops no recovery, leads no
  /// chain and fills no slot. It costs what the hospital could have given: one round, in which it was
  /// expected and had changed its key instead.
  @Test func theOldKeyHindersNoRecovery() throws {
    let charges = try open().charges.entries().count
    try lay(Junk(incarnation: 1), round: 1, .vote(7))
    try lay(Junk(incarnation: 1, seq: .max), round: 1, .vote(8))
    try lay(Junk(incarnation: 1, seq: 0), round: 1, .vote(9))
    try lay(Junk(incarnation: 1), round: round + 5, .masked)
    let missed = (2..<round).filter {
      !trial.exists(trial.path("h3", $0, "masked.json"))
    }
    let gap = try #require(missed.first, "it has missed a round")
    let own = try trial.decode(
      Statement<MaskedBody>.self, trial.path("h3", 1, "masked.json"))
    let result = try #require(
      Self.ids.compactMap { trial.read(trial.path($0, gap - 1, "result.json")) }.first)
    try lay(
      Statement(
        place: Place(member: thief.member, round: gap, slot: .masked), session: own.session,
        K: Digest(hashing: result), incarnation: 1, link: ChainLink(seq: 2, prev: own.prev),
        sees: [], payload: own.payload, body: own.body, created: "", software: ""),
      round: gap, .masked)
    #expect(try recover().contains("incarnation 3"))
    let hospital = try open()
    for (round, slot) in [
      (1, Slot.vote(7)), (1, .vote(8)), (1, .vote(9)), (round + 5, .masked), (gap, .masked),
    ] {
      let place = Place(member: thief.member, round: round, slot: slot)
      #expect(try hospital.outboxFile(at: place) == nil, "\(place)")
    }
    #expect(try hospital.charges.entries().count == charges + 1)
  }

  /// A true vector of before the change comes back, into the account in any case. One that is in a sum
  /// has to be here as a whole, as under the key of now.
  @Test(arguments: [true, false]) func whatItHadSignedComesBack(_ isWhole: Bool) throws {
    let place = Place(member: thief.member, round: 1, slot: .masked)
    let kept = try open().outboxFile(at: place)
    #expect(kept != nil)
    let signed = trial.state("h3") + "/signed"
    let folder = try #require(
      try FileManager.default.contentsOfDirectory(atPath: signed).first {
        $0.contains("round-000001")
      })
    try FileManager.default.removeItem(atPath: "\(signed)/\(folder)")
    if !isWhole { try FileManager.default.removeItem(atPath: trial.path("h3", 1, "masked.sealed")) }
    #expect(try open().outboxFile(at: place) == nil)
    if isWhole {
      #expect(try recover().contains("incarnation 3"))
    } else {
      #expect(failure { _ = try recover() }?.status == .tryLater)
    }
    let hospital = try open()
    #expect(try hospital.outboxFile(at: place)?.bytes == (isWhole ? kept?.bytes : nil))
    #expect(try hospital.charges.entries().contains { $0.slot == place.key })
  }
}
