import Artifacts
import Audit
import Foundation
import SharedFolder
import Sodium
import Testing

@testable import Node

/// Real nodes, one of which changes its key.
@Suite struct KeyRotationTests {
  private static let ids = ["h1", "h2", "h3", "h4"]
  private let trial: Trial

  init() throws {
    trial = try .patient(Self.ids)
    try trial.run(Self.ids, through: 1)
  }

  @discardableResult
  private func rotate(_ id: String, passphraseFile: String? = nil) throws -> String {
    // The others have to have begun the round in work.
    for _ in 0..<2 { for other in Self.ids where other != id { try trial.run(other) } }
    return try RotateKey(
      directory: trial.shared, id: id, state: trial.state(id), passphraseFile: passphraseFile
    ).run()
  }

  private func expel(_ subject: String, by id: String) throws -> String {
    try ExpelMember(
      directory: trial.shared, id: id, state: trial.state(id), subject: subject
    ).run()
  }

  private func newest() throws -> Int {
    try #require(Self.ids.map { trial.closedRound($0) }.max())
  }

  private func key(_ id: String) throws -> IdentityPublicKey {
    try Hospital.look(
      StateLocation(directory: trial.shared, id: id, state: trial.state(id))
    ).identity.publicKey
  }

  private func audit() throws -> AuditReport {
    try ConsortiumAuditor(directory: trial.shared, session: nil, keyFile: nil)
      .audit(.rounds(Array(1...(try newest()))))
  }

  /// A word of a hospital against another, as a thief of one of its keys could sign it.
  private func plantWord(
    _ subject: String, by signer: Signer, number: Int, link: ChainLink, incarnation: Int
  ) throws {
    let session = try trial.session()
    let place = Place(member: signer.member, slot: .expel(number))
    let member = try #require(MemberID(subject))
    try trial.plant(
      signer.sign(
        Statement(
          place: place, session: session, K: session, incarnation: incarnation, link: link,
          sees: [],
          body: ExpelBody(member: member, round: 1), created: "", software: ""),
        slot: place.slot))
  }

  @Test func aHospitalGoesOnWithAnotherKey() throws {
    let first = try key("h3")
    #expect(try expel("h4", by: "h3").contains("that is 1 of the 3 hospitals"))
    let text = try rotate("h3")
    let other = try key("h3")
    #expect(other != first && text.contains(other.fingerprint))
    #expect(!trial.exists(trial.state("h3") + "/secrets/identity-next"))

    let before = try newest()
    try trial.run(Self.ids, through: before + 3)
    #expect(try trial.members(before + 3) == Self.ids)
    // What its people said before goes on to count.
    #expect(try expel("h4", by: "h1").contains("2 of the 3 hospitals that it needs: h1, h3"))
    #expect(try expel("h4", by: "h3").contains("2 of the 3 hospitals that it needs: h1, h3"))

    try rotate("h3")
    let second = try newest() + 3
    try trial.run(Self.ids, through: second)
    #expect(try trial.members(second) == Self.ids)
    #expect(try ![first, other].contains(key("h3")))
    let report = try audit()
    #expect(report.verdict.exitCode == 0, "\(report.text)")
    #expect(report.text.contains("h3 has a new key, signed with the one before"))
    let who = try ConsortiumAuditor(directory: trial.shared, session: nil, keyFile: nil).who().text
    #expect(who.contains("with entries 2, 3, signed with the key of before"), "\(who)")
    #expect(try who.contains(key("h3").fingerprint))
    try expectByHand(second)
    try expectSuccession()
  }

  /// Stock minisign finds the same.
  private func expectByHand(_ round: Int) throws {
    let script = try ConsortiumAuditor(directory: trial.shared, session: nil, keyFile: nil)
      .handScript("\(round)").text
    try trial.write(script, to: trial.root + "/by-hand.sh")
    let (shell, pipe) = (Process(), Pipe())
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = [trial.root + "/by-hand.sh", trial.shared]
    shell.standardOutput = pipe
    try shell.run()
    let output = String(
      decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 0, "\(output)")
    #expect(
      output.contains("h3 has another key from h3/consortium/enrol-0003.json on"), "\(output)")
  }

  /// A consortium that follows knows everybody by the key that it had last.
  private func expectSuccession() throws {
    // Nobody ahead of the others.
    try Succession(trial, "shared", state: "state").run(Self.ids) {
      Set(Self.ids.map { trial.closedRound($0) }).count == 1
    }
    let next = Succession(trial, "next", state: "next-state")
    try next.foundAfter("h1")
    for id in ["h2", "h3", "h4"] { try next.joinAfter(id) }
    let admitted = try next.admit(["h2", "h3", "h4"])
    #expect(!admitted.lowercased().contains("new key"), "\(admitted)")
    _ = try next.start()
    for id in ["h2", "h3", "h4"] { try next.approve(id) }
    let report = try ConsortiumAuditor(directory: next.shared, session: nil, keyFile: nil)
      .following(trial.shared).audit(.all)
    let lines = report.findings.filter { $0.code == .succession }
    #expect(
      lines.count > 1
        && lines.allSatisfy { $0.word == .ok || $0.word == .skip || $0.word == .note },
      "\(report.text)")
    #expect(!report.text.lowercased().contains("new key"), "\(report.text)")
  }

  /// A node that begins anew, and cannot see the change any more, has kept it.
  @Test func theOldKeyCanAddNothing() throws {
    let thief = try trial.signer("h3")
    try rotate("h3")
    let before = try newest()
    try trial.run(Self.ids, through: before + 3)

    let session = try trial.session()
    try plantWord(
      "h4", by: thief, number: 1, link: ChainLink(seq: 2, prev: session), incarnation: 1)
    try plantWord(
      "h4", by: thief, number: 2, link: ChainLink(seq: 90, prev: session), incarnation: 2)
    #expect(try expel("h4", by: "h1").contains("1 of the 3 hospitals that it needs: h1"))
    let report = try audit()
    #expect(report.verdict.exitCode == 1)
    for name in ["expel-0001", "expel-0002"] {
      #expect(
        report.text.contains(
          "made with a key that its author has changed  [h3/consortium/\(name).json.minisig]"),
        "\(report.text)")
    }

    for name in ["enrol-0002.json", "enrol-0002.json.minisig"] {
      try FileManager.default.removeItem(atPath: "\(trial.shared)/h3/consortium/\(name)")
    }
    #expect(try expel("h4", by: "h2").contains("2 of the 3 hospitals that it needs: h1, h2"))
    // Nor does it stop its hospital.
    try trial.run("h3")
  }

  /// Two files of a round, or a false outcome, under a key that its author has no more.
  @Test func theOldKeyConvictsNobody() throws {
    let thief = try trial.signer("h3")
    try rotate("h3")
    let round = try newest() + 3
    try trial.run(Self.ids, through: round)
    let leader = try #require(trial.leader(of: round))
    let result = try trial.decode(ResultDocument.self, trial.path(leader, round, "result.json"))
    let lie = thief.sign(result.naming(model: .zero), round: round, slot: .result)
    // h4 has found it, and accuses h3.
    try lay(
      EvidenceBody(
        kind: .falseOutcome, place: lie.place,
        copies: [
          SignedCopy(UnverifiedFile(place: lie.place, bytes: lie.bytes, signature: lie.signature))
        ]), by: "h4", round: round + 1, K: result.K)
    let results = "\(trial.shared)/h3/\(Place.roundFolder(round))/result.json"
    if !trial.exists(results) { try trial.plant(lie) }
    try trial.run(Self.ids, through: round + 3)
    #expect(try trial.members(round + 3) == Self.ids)
    let status = try trial.status("h2")
    #expect(!status.text.contains("convicted"), "\(status.text)")
  }

  /// Signs and publishes what no honest node would.
  private func lay(_ body: EvidenceBody, by id: String, round: Int, K: Digest) throws {
    let hospital = try Hospital.open(
      StateLocation(directory: trial.shared, id: id, state: trial.state(id)))
    try Author(hospital: hospital).issue(
      body, round: round, slot: .evidence(1), session: try trial.session(), K: K)
    try Publisher(hospital: hospital, folder: SharedFolders.open(trial.shared)).flush(round: round)
  }

  /// What lies there under another number is no change, and stops nobody for ever.
  @Test func aCopyOfAChangeIsNone() throws {
    try rotate("h3")
    let folder = "\(trial.shared)/h3/consortium/"
    for name in ["enrol-0003.json", "enrol-0004.json"] {
      try trial.overwrite(folder + name, try #require(trial.read(folder + "enrol-0002.json")))
      try trial.overwrite(folder + name + ".minisig", [1])
    }
    let round = try newest() + 3
    try trial.run(Self.ids, through: round)
    #expect(try trial.members(round) == Self.ids)
    #expect(try expel("h4", by: "h1").contains("1 of the 3 hospitals"))
    #expect(!trial.exists(trial.state("h1") + "/vault/h3/consortium/enrol-0003.json"))
    #expect(trial.exists(trial.state("h1") + "/vault/h3/consortium/enrol-0002.json"))
  }

  /// The founder's signature alone starts a restart: not that of a key which it has changed.
  @Test func theOldKeyStartsNoRestart() throws {
    let thief = try trial.signer("h1")
    try rotate("h1")
    let before = try newest()
    try trial.run(Self.ids, through: before + 3)
    let round = try newest() + 1
    let tip = try #require(Self.ids.first { trial.closedRound($0) == round - 1 })
    let digest = Digest(hashing: [UInt8](try trial.tipResult(tip).utf8))
    let folder = try SharedFolders.open(trial.shared)
    let files = VerifiedFolder(folder, try ConsortiumReader(folder: folder).manifest())
    var members: [MemberID: Enrolment] = [:]
    for id in ["h2", "h3", "h4"] {
      _ = try RestartConsortium(
        directory: trial.shared, id: id, state: trial.state(id), members: [], excludes: [],
        accepted: nil
      ).run()
      let member = try #require(MemberID(id))
      members[member] = Enrolment(
        try files.statement(EnrolmentBody.self, at: Place(member: member, slot: .enrol(2))))
    }
    let place = Place(member: thief.member, round: round, slot: .restart(1))
    try FileManager.default.createDirectory(
      atPath: "\(trial.shared)/h1/\(Place.roundFolder(round))", withIntermediateDirectories: true)
    try trial.plant(
      thief.sign(
        Statement(
          place: place, session: try trial.session(), K: digest, incarnation: 1,
          link: ChainLink(seq: 2, prev: digest), sees: [digest],
          body: RestartBody(tipRound: round - 1, tip: digest, members: members, excludes: []),
          created: "", software: ""),
        round: round, slot: place.slot))
    for id in ["h2", "h3"] { try trial.run(id) }
    let status = try trial.status("h2")
    #expect(!status.rounds.contains { $0["outcome"] as? String == "restart" }, "\(status.text)")
  }

  /// A thief who is faster with a change of his own does not keep the hospital from revoking its key,
  /// nor does one who comes later undo that.
  @Test(arguments: [true, false])
  func aChangeDoesNotUndoARevocation(_ isThiefFirst: Bool) throws {
    func revoke() throws {
      let state = trial.state("h3")
      _ = try RevokeKey(directory: trial.shared, id: "h3", state: state).run()
    }
    let kept = try trial.copyOfState("h3")
    if !isThiefFirst {
      try revoke()
      for id in Self.ids where id != "h3" { try trial.run(id) }
    }
    let location = try StateLocation(directory: trial.shared, id: "h3", state: kept)
    do {
      let thief = try Hospital.open(location)
      let key = IdentityKey.generate()
      try Author(hospital: thief).rotate(to: key, as: 2, session: try trial.session())
      try Publisher(hospital: thief, folder: SharedFolders.open(trial.shared)).flushConsortium()
    }
    for id in Self.ids where id != "h3" { try trial.run(id) }
    if isThiefFirst { try revoke() }
    for _ in 0..<6 { for id in Self.ids where id != "h3" { try trial.run(id) } }
    #expect(trial.exists(trial.state("h1") + "/vault/h3/consortium/enrol-0002.json"))
    // Not by status: the round in which it says so may lie behind, or its result be on its way.
    #expect(try expel("h3", by: "h1").contains("h3 has revoked its key itself"))
    let report = try audit()
    #expect(report.text.contains("h3 has revoked its own key"), "\(report.text)")
  }

  /// It could only sign what nobody believes, and would sign slots that are signed.
  @Test func aStateOfBeforeIsRefused() throws {
    let (state, kept) = (trial.state("h3"), trial.root + "/kept")
    try FileManager.default.copyItem(atPath: state, toPath: kept)
    try rotate("h3")
    try FileManager.default.removeItem(atPath: state)
    try FileManager.default.moveItem(atPath: kept, toPath: state)
    let refused = failure { try trial.run("h3") }
    #expect(refused?.status == .configuration, "\(refused?.message ?? "ran")")
    let lost = failure {
      _ = try RecoverHospital(directory: trial.shared, id: "h3", state: state).run()
    }
    #expect(lost?.status == .configuration)
    #expect(lost?.message.contains("enrol-0002.json changed the key of h3") == true)
    #expect(!trial.exists("\(trial.shared)/h3/consortium/enrol-0003.json"))
  }

  /// Whatever process dies: either nothing has happened, or all of it.
  @Test(arguments: [false, true])
  func aChangeThatWasInterruptedIsWholeOrNot(_ isSigned: Bool) throws {
    let location = try StateLocation(
      directory: trial.shared, id: "h3", state: trial.state("h3"))
    let (before, new) = (try key("h3"), IdentityKey.generate())
    do {
      let hospital = try Hospital.open(location)
      try KeyRotation(hospital.journal, member: hospital.id).begin(
        new.secretKeyFile(), sealing: SealingKeyFile.encode(hospital.sealing), as: 2)
      if isSigned {
        try Author(hospital: hospital).rotate(to: new, as: 2, session: try trial.session())
      }
    }
    #expect(try key("h3") == (isSigned ? new.publicKey : before), "a look beside a process")
    try trial.run("h3")
    #expect(try key("h3") == (isSigned ? new.publicKey : before))
    #expect(trial.exists("\(trial.shared)/h3/consortium/enrol-0002.json") == isSigned)
    #expect(!trial.exists(trial.state("h3") + "/secrets/identity-next"))
    #expect(!trial.exists(trial.state("h3") + "/secrets/sealing-next"))
    let round = try newest()
    try trial.run(Self.ids, through: round + 3)
    #expect(try trial.members(round + 3) == Self.ids)
  }

  @Test func keysUnderAPassphraseStayUnderOne() throws {
    func file(_ name: String, _ text: String) throws -> String {
      let path = "\(trial.root)/\(name)"
      try trial.write(text + "\n", to: path)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
      return path
    }
    let refused = failure { try rotate("h2", passphraseFile: file("none", "what for, says h2")) }
    #expect(refused?.status == .usage, "\(refused?.message ?? "accepted")")
    let location = try StateLocation(
      directory: trial.shared, id: "h3", state: trial.state("h3"))
    let identity = try Hospital.look(location).identity
    _ = try ProtectKeys(
      directory: trial.shared, id: "h3", state: trial.state("h3"), isRemoved: false,
      passphraseFile: try file("first", "a long enough passphrase")
    ).run()
    // As if it had been typed at this process's start.
    UnlockedIdentities.remember(
      identity,
      of: Digest(hashing: try #require(trial.read(trial.state("h3") + "/secrets/identity"))))
    let before = try key("h3")
    try rotate("h3", passphraseFile: try file("second", "another long passphrase"))
    #expect(try key("h3") != before)
    for name in ["identity", "sealing"] {
      let kept = try #require(trial.read("\(trial.state("h3"))/secrets/\(name)"))
      #expect(
        name == "identity"
          ? IdentityKey.isLocked(secretKeyFile: kept) : SealingKeyFile.isLocked(kept))
    }
    let round = try newest()
    try trial.run(Self.ids, through: round + 3)
    #expect(try trial.members(round + 3) == Self.ids)
  }

  @Test func whatCannotBeIsRefused() throws {
    try rotate("h3")
    let twice = failure { try rotate("h3") }
    #expect(twice?.status == .tryLater, "\(twice?.message ?? "accepted")")
    #expect(!trial.exists("\(trial.shared)/h3/consortium/enrol-0003.json"))
    _ = try LeaveConsortium(directory: trial.shared, id: "h2", state: trial.state("h2")).run()
    #expect(failure { try rotate("h2") }?.status == .configuration)

    let three = try Trial.patient(["h1", "h2", "h3"])
    func refused() -> NodeError? {
      failure {
        _ = try RotateKey(
          directory: three.shared, id: "h2", state: three.state("h2"), passphraseFile: nil
        ).run()
      }
    }
    #expect(refused()?.message.contains("no round has begun") == true)
    try three.runAll(through: 1)
    #expect(refused()?.message.contains("without h2 no round is possible") == true)
    #expect(!three.exists("\(three.shared)/h2/consortium/enrol-0002.json"))
  }
}
