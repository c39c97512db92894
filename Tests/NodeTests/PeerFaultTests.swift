import Artifacts
import Foundation
import Node
import Sodium
import Testing

/// What others do wrong, or a transport does half.
@Suite struct PeerFaultTests {
  /// A leader signs, with its own right key, another outcome than everybody derives: that convicts
  /// it, once, and stops nobody.
  @Test(arguments: ["result", "model"])
  func aFalseOutcomeConvictsItsAuthor(_ slot: String) throws {
    let trial = try Trial()
    try trial.foundCompletely()
    try trial.runAll(through: 1)
    let leader = try #require(trial.leader(of: 1))
    let signer = try trial.signer(leader)
    let lie = Digest(hashing: [6])
    let path = trial.path(leader, 1, slot + ".json")
    if slot == "result" {
      let truth = try trial.decode(ResultDocument.self, path)
      try trial.plant(signer.sign(truth.naming(model: lie), round: 1, slot: .result))
    } else {
      let truth = try trial.decode(Statement<ModelBody>.self, path)
      let place = Place(member: signer.member, round: 1, slot: .model)
      let statement = Statement(
        place: place, session: truth.session, K: truth.K, incarnation: 1,
        link: ChainLink(seq: truth.seq, prev: truth.prev), sees: truth.sees,
        payload: truth.payload, body: ModelBody(model: lie), created: "", software: "")
      try trial.plant(signer.sign(statement, round: 1, slot: .model))
    }
    let others = trial.ids.filter { $0 != leader }
    for id in others + others { try trial.run(id) }
    let proofs = others.filter { trial.exists(trial.path($0, 2, "evidence-1.json")) }
    #expect(!proofs.isEmpty)
    for id in proofs {
      let body = try trial.decode(
        Statement<EvidenceBody>.self, trial.path(id, 2, "evidence-1.json")
      ).body
      #expect(body.kind == .falseOutcome && body.place == "\(leader)/round-000001/\(slot)")
      #expect(!trial.exists(trial.path(id, 2, "evidence-2.json")))
    }
    // Its own node sees that a copy of its state must be running, or worse.
    #expect(failure { try trial.run(leader) }?.status == .configuration)
  }

  /// Whoever leads signs a model file of a size that no memory holds, or says that it stands on
  /// something else: nobody reads it, and somebody else publishes the model.
  @Test(arguments: ["size", "sees"])
  func aModelThatNobodyCanUseIsPublishedByOthers(_ fault: String) throws {
    let trial = try Trial(TrialPlan(rounds: 3, patience: 1))
    try trial.foundCompletely()
    try trial.runAll(through: 1)
    let leader = try #require(trial.leader(of: 1))
    let truth = try trial.decode(
      Statement<ModelBody>.self, trial.path(leader, 1, "model.json"))
    let pinned = truth.payload[0]
    let payload =
      fault == "size"
      ? Payload(
        name: pinned.name, bytes: 1 << 40, digest: pinned.digest, plain: pinned.plain,
        type: pinned.type) : pinned
    let statement = Statement(
      place: Place(member: truth.from, round: 1, slot: .model), session: truth.session, K: truth.K,
      incarnation: 1, link: ChainLink(seq: truth.seq, prev: truth.prev),
      sees: fault == "sees" ? [.zero] : truth.sees, payload: [payload], body: truth.body,
      created: "", software: "")
    try trial.plant(trial.signer(leader).sign(statement, round: 1, slot: .model))
    if fault == "size" {
      #expect(truncate(trial.path(leader, 1, "model.sealed"), 1 << 40) == 0)
    }
    let others = trial.ids.filter { $0 != leader }
    let isThere = { others.contains { trial.exists(trial.path($0, 1, "model.sealed")) } }
    for _ in 0..<20 where !isThere() {
      for id in others { try trial.run(id) }
      Thread.sleep(forTimeInterval: 0.3)
    }
    #expect(isThere())
    #expect(others.allSatisfy { !trial.exists(trial.path($0, 2, "evidence-1.json")) })
  }

  /// An outcome that its publisher takes away again is published by others while it may be needed.
  @Test func anOutcomeThatVanishesIsPublishedAgain() throws {
    let trial = try Trial(TrialPlan(rounds: 3, patience: 1))
    try trial.foundCompletely()
    try trial.runAll(through: 1)
    let leader = try #require(trial.leader(of: 1))
    let others = trial.ids.filter { $0 != leader }
    for id in others { try trial.run(id) }
    try FileManager.default.removeItem(atPath: trial.path(leader, 1, "model.sealed"))
    let isThere = { others.contains { trial.exists(trial.path($0, 1, "model.sealed")) } }
    for _ in 0..<20 where !isThere() {
      for id in others { try trial.run(id) }
      Thread.sleep(forTimeInterval: 0.3)
    }
    #expect(isThere())
  }

  /// A commit does not say on what it stands; a false one is passed over.
  @Test func aFalseCommitChangesNothing() throws {
    let trial = try Trial()
    try trial.foundCompletely()
    try trial.runAll(through: 1)
    let leader = try #require(trial.leader(of: 1))
    let path = trial.path(leader, 2, "commit.json")
    let truth = try trial.decode(CommitDocument.self, path)
    let other = CommitDocument(session: truth.session, round: 2, prev: truth.prev, nonces: [:])
    try trial.plant(trial.signer(leader).sign(other, round: 2, slot: .commit))
    for id in trial.ids where id != leader { try trial.run(id) }
    #expect(trial.ids.allSatisfy { !trial.exists(trial.path($0, 2, "evidence-1.json")) })
  }

  /// A half transferred file is named and waited for, and taken once it is whole.
  @Test func aFileOnItsWayIsWaitedFor() throws {
    let ids = ["way-1", "way-2", "way-3"]
    let trial = try Trial(ids: ids)
    try trial.foundCompletely()
    for id in ids { try trial.run(id) }
    for name in ["masked.json", "masked.json.minisig", "masked.sealed"] {
      let path = trial.path("way-2", 1, name)
      let whole = try #require(trial.read(path))
      for part in [
        nil, [], Array(whole.prefix(whole.count / 2)), whole.map { _ in 0 }, whole + [0],
      ] {
        if let part {
          try trial.overwrite(path, part)
        } else {
          try FileManager.default.removeItem(atPath: path)
        }
        let said = try StandardError.lines(about: ids) { try trial.run("way-1") }
        #expect(
          said.contains { $0.hasSuffix("way-1 round 1: waiting for masked of way-2") }, "\(said)")
        // A statement without its signature is not listed yet; everything else has a reason.
        if part != nil || name == "masked.sealed" {
          #expect(said.contains { $0.contains("set aside way-2/round-000001/masked.") }, "\(said)")
        }
        #expect(!trial.exists(trial.path("way-1", 1, "unmask-0.json")))
      }
      try trial.overwrite(path, whole)
    }
    try trial.runAll(through: 3)
  }

  /// Two signed versions of one file are proof against their author, published once; the round ends
  /// with the version that was seen first.
  @Test func aSecondSignedVersionIsEvidence() throws {
    let ids = ["two-1", "two-2", "two-3"]
    let trial = try Trial(ids: ids)
    try trial.foundCompletely()
    for id in ["two-1", "two-2", "two-3", "two-1", "two-2"] { try trial.run(id) }
    #expect(trial.closedRound("two-1") == 0 && trial.closedRound("two-2") == 1)
    let path = trial.path("two-2", 1, "masked.json")
    let truth = try trial.decode(Statement<MaskedBody>.self, path)
    let signer = try trial.signer("two-2")
    try trial.plant(signer.sign(try truth.repeated(created: "later"), round: 1, slot: .masked))
    let said = try StandardError.lines(about: ids) { try trial.run("two-1") }
    #expect(said.contains { $0.contains("VIOLATION by two-2") }, "\(said)")
    let proof = try trial.decode(
      Statement<EvidenceBody>.self, trial.path("two-1", 1, "evidence-1.json")
    ).body
    #expect(proof.kind == .equivocation && proof.place == "two-2/round-000001/masked")
    #expect(proof.copies.count == 2)
    #expect(trial.closedRound("two-1") == 1)
    try trial.run("two-1")
    #expect(!trial.exists(trial.path("two-1", 1, "evidence-2.json")))
    #expect(!trial.exists(trial.path("two-1", 2, "evidence-1.json")))
  }

  /// A member masks for another result than it stands on: not taken, whoever signed it.
  @Test func aSignedFileThatDoesNotFitIsSetAside() throws {
    let ids = ["fit-1", "fit-2", "fit-3"]
    let trial = try Trial(ids: ids)
    try trial.foundCompletely()
    for id in ids { try trial.run(id) }
    let truth = try trial.decode(
      Statement<MaskedBody>.self, trial.path("fit-2", 1, "masked.json"))
    let place = Place(member: truth.from, round: 1, slot: .masked)
    for (K, incarnation) in [(Digest.zero, 1), (truth.K, 2)] {
      let statement = Statement(
        place: place, session: truth.session, K: K, incarnation: incarnation,
        link: ChainLink(seq: truth.seq, prev: truth.prev), sees: [K], payload: truth.payload,
        body: truth.body, created: "", software: "")
      try trial.plant(trial.signer("fit-2").sign(statement, round: 1, slot: .masked))
      let said = try StandardError.lines(about: ids) { try trial.run("fit-1") }
      #expect(said.contains { $0.contains("set aside fit-2/round-000001/masked.json") })
      #expect(said.contains { $0.hasSuffix("round 1: waiting for masked of fit-2") })
    }
  }

  @Test func strangersAndLeftoversAreIgnored() throws {
    let trial = try Trial(TrialPlan(rounds: 1))
    try trial.foundCompletely()
    try trial.run("h1")
    for folder in ["h9/round-000001", "h2/round-000001", ".stfolder", "H1", "lost+found"] {
      try FileManager.default.createDirectory(
        atPath: "\(trial.shared)/\(folder)", withIntermediateDirectories: true)
    }
    for name in [
      "h9/round-000001/masked.json", "h9/round-000001/masked.json.minisig",
      "h1/round-000001/masked.sync-conflict-20261124-030000-ABCDEFG.json",
      "h2/round-000001/~syncthing~h2-0123456789abcdef.tmp", "h2/round-000001/.masked.json.swp",
      "h1/consortium/notes.txt", "h2/round-000001/masked (1).json", "README",
    ] {
      try trial.overwrite("\(trial.shared)/\(name)", [1, 2, 3])
    }
    try trial.runAll(through: 1)
  }
}
