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
    try lay(said(own, at: gap, on: Digest(hashing: result), seq: 2), round: gap, .masked)
    try trial.overwrite(
      trial.path("h3", gap, "masked.sealed"),
      #require(trial.read(trial.path("h3", 1, "masked.sealed"))))
    try layElsewhere(own, gap)
    let said = try recover()
    #expect(said.contains("incarnation 3") && !said.contains("signed twice"), "\(said)")
    let hospital = try open()
    for (round, slot) in [
      (1, Slot.vote(7)), (1, .vote(8)), (1, .vote(9)), (round + 5, .masked), (gap, .masked),
      (0, .masked), (round + 6, .masked), (round + 7, .masked), (0, .enrol(.max)), (0, .leave(3)),
    ] {
      let place = Place(member: thief.member, round: round, slot: slot)
      #expect(try hospital.outboxFile(at: place) == nil, "\(place)")
    }
    #expect(try hospital.charges.entries().count == charges + 1)
  }

  /// What would stop every recovery, or make it pay for rounds that are not, if one went by what such
  /// files say of themselves.
  private func layElsewhere(_ own: Statement<MaskedBody>, _ gap: Int) throws {
    // A sum of a round to come, and one of a round that this state knows, with another part of it.
    let result = try #require(
      trial.leader(of: gap - 1).map { leader in
        try trial.decode(ResultDocument.self, trial.path(leader, gap - 1, "result.json"))
      })
    for place in [round + 90, gap] {
      try lay(
        ResultDocument(
          session: result.session, round: place, outcome: result.outcome, K: result.K,
          set: RoundSet(masked: [thief.member: .zero]), seeds: result.seeds,
          aggregate: result.aggregate, model: result.model, ledger: result.ledger,
          roster: result.roster, commit: result.commit), round: place, .result)
    }
    // The newest result as the ground of rounds far ahead, and no result at all as that of the first.
    let newest = Digest(hashing: try tipResult())
    for (place, ground) in [(round + 6, newest), (0, Digest.zero)] {
      try lay(said(own, at: place, on: ground, seq: 2), round: place, .masked)
    }
    // True words of before the change, put elsewhere; entries and departures without sense.
    try lay(own, round: round + 7, .masked)
    for slot in [Slot.enrol(.max), .leave(3)] {
      try lay(Junk(incarnation: 1, seq: 2), round: 0, slot)
    }
    // Another version of what the key of now has signed.
    let known = try #require(
      (gap...round).last { trial.exists(trial.path("h3", $0, "masked.json")) })
    try lay(said(own, at: known, on: newest, seq: 3), round: known, .masked)
  }

  private func tipResult() throws -> [UInt8] {
    try #require(try open().tip()).resultBytes
  }

  private func said(
    _ own: Statement<MaskedBody>, at round: Int, on ground: Digest, seq: Int
  ) -> Statement<MaskedBody> {
    Statement(
      place: Place(member: thief.member, round: round, slot: .masked), session: own.session,
      K: ground, incarnation: 1, link: ChainLink(seq: seq, prev: own.prev), sees: [],
      payload: own.payload, body: own.body, created: "", software: "")
  }

  /// A true vector of before the change comes back, into the account and the outbox, also after a
  /// second change; it has to be here as a whole, as under the key of now.
  @Test(arguments: [(true, false), (false, false), (true, true)])
  func whatItHadSignedComesBack(_ isWhole: Bool, _ isTwice: Bool) throws {
    if isTwice {
      _ = try RotateKey(
        directory: trial.shared, id: "h3", state: trial.state("h3"), passphraseFile: nil
      ).run()
    }
    let place = Place(member: thief.member, round: 1, slot: .masked)
    let kept = try open().outboxFile(at: place)
    #expect(kept != nil)
    let signed = trial.state("h3") + "/signed"
    let folder = try #require(
      try FileManager.default.contentsOfDirectory(atPath: signed).first {
        $0.contains("round-000001")
      })
    try FileManager.default.removeItem(atPath: "\(signed)/\(folder)")
    try forgetCharge(of: place)
    if !isWhole { try FileManager.default.removeItem(atPath: trial.path("h3", 1, "masked.sealed")) }
    #expect(try open().outboxFile(at: place) == nil)
    if isWhole {
      #expect(try recover().contains("incarnation \(isTwice ? 4 : 3)"))
    } else {
      #expect(failure { _ = try recover() }?.status == .tryLater)
    }
    let hospital = try open()
    #expect(try hospital.outboxFile(at: place)?.bytes == (isWhole ? kept?.bytes : nil))
    #expect(try hospital.charges.entries().contains { $0.slot == place.key })
  }

  /// A key between the first and that of now can sign its own entry anew, with another statement
  /// before it. Whoever has that key gets nothing into a state that is restored all the same.
  @Test func aKeyBetweenLeadsNowhere() throws {
    let between = try trial.signer("h3")
    _ = try RotateKey(
      directory: trial.shared, id: "h3", state: trial.state("h3"), passphraseFile: nil
    ).run()
    let masked = Place(member: between.member, round: 1, slot: .masked)
    try forgetCharge(of: masked)
    try trial.write("five words nobody guesses\n", to: trial.root + "/word")
    chmod(trial.root + "/word", 0o600)
    let file = trial.root + "/h3.backup"
    _ = try BackupHospital(
      directory: trial.shared, id: "h3", state: trial.state("h3"), out: file,
      passphraseFile: trial.root + "/word"
    ).run()
    func forge<Body>(_ body: Body, _ slot: Slot, round: Int, seq: Int, prev: Digest) throws
      -> Digest
    where Body: Codable & Hashable & Sendable {
      let statement = Statement(
        place: Place(member: between.member, round: round, slot: slot), session: between.session,
        K: between.session, incarnation: 2, link: ChainLink(seq: seq, prev: prev), sees: [],
        body: body, created: "", software: "")
      let folder = round == 0 ? "consortium" : Place.roundFolder(round)
      try FileManager.default.createDirectory(
        atPath: "\(trial.shared)/h3/\(folder)", withIntermediateDirectories: true)
      let signed = between.sign(statement, round: round, slot: slot)
      try trial.plant(signed)
      return signed.digest
    }
    let leave = try forge(LeaveBody(reason: "asked"), .leave(2), round: 0, seq: 8, prev: .zero)
    let entry = try trial.decode(
      Statement<EnrolmentBody>.self, "\(trial.shared)/h3/consortium/enrol-0002.json")
    _ = try forge(entry.body, .enrol(2), round: 0, seq: 9, prev: leave)
    try FileManager.default.removeItem(atPath: trial.state("h3"))
    for _ in 0..<2 { for id in Self.ids where id != "h3" { try trial.run(id) } }
    _ = try RestoreHospital(
      directory: trial.shared, id: "h3", state: trial.state("h3"), file: file,
      passphraseFile: trial.root + "/word"
    ).run()
    let hospital = try open()
    for slot in [Slot.leave(2), .enrol(2)] {
      #expect(
        try hospital.outboxFile(at: Place(member: between.member, round: 0, slot: slot)) == nil)
    }
    // With the true entry what is before it has lost its place in the chain; it is paid for all the
    // same, by the others' word.
    #expect(try hospital.charges.entries().contains { $0.slot == masked.key })
  }

  private func forgetCharge(of place: Place) throws {
    let path = trial.state("h3") + "/charges"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let left = lines.filter { !$0.contains("\"\(place.key)\"") }
    #expect(left.count == lines.count - 1)
    try trial.overwrite(path, Array((left.joined(separator: "\n") + "\n").utf8))
    #expect(try !open().charges.entries().contains { $0.slot == place.key })
  }
}
