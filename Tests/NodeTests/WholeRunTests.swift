import Artifacts
import Datasets
import Foundation
import Node
import Sodium
import Testing

/// Three hospitals called by cron in any order train to the end of their plan.
@Suite struct WholeRunTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func anyOrderOfCallsFinishesThePlan(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed, stream: 0)
    let trial = try Trial()
    try trial.foundCompletely()
    var calls = 0
    while !trial.isComplete(3), calls < 150 {
      try trial.run(try #require(trial.ids.randomElement(using: &random)))
      calls += 1
    }
    #expect(trial.isComplete(3), "seed \(seed): not finished after \(calls) calls")
    for round in 1...3 { try expectOneOutcome(trial, round) }
    #expect(Set(try trial.ids.map { try trial.tipResult($0) }).count == 1, "seed \(seed)")
    for name in ["models/000002.safetensors", "models/000003.safetensors"] {
      let copies = Set(trial.ids.map { trial.read(trial.state($0) + "/" + name) })
      #expect(copies.count == 1 && !copies.contains(nil), "seed \(seed): \(name)")
    }
    // Old round secrets are gone; only those of the round after the last are there.
    for id in trial.ids {
      let secrets = try FileManager.default.contentsOfDirectory(
        atPath: trial.state(id) + "/secrets")
      #expect(Set(secrets) == ["identity", "sealing", "round-1-000004"])
    }
    try expectNothingMoreHappens(trial)
  }

  /// One leader publishes, everybody has masked and unmasked once, and digests link the rounds.
  private func expectOneOutcome(_ trial: Trial, _ round: Int) throws {
    let leader = try #require(trial.leader(of: round))
    let bytes = try #require(trial.read(trial.path(leader, round, "result.json")))
    let result = try CanonicalJSON.decode(ResultDocument.self, from: bytes, file: "result.json")
    let before = try #require(trial.leader(of: round - 1))
    let previous = try #require(trial.read(trial.path(before, round - 1, "result.json")))
    #expect(result.K == Digest(hashing: previous))
    #expect(result.outcome == .full)
    #expect(result.set.members.map(\.name) == trial.ids)
    for id in trial.ids {
      let names = Set(
        try FileManager.default.contentsOfDirectory(
          atPath: trial.shared + "/\(id)/" + Place.roundFolder(round)))
      #expect(names.isSuperset(of: ["masked.json", "masked.sealed", "unmask-0.json"]))
      #expect(names.contains("result.json") == (id == leader))
      let masked = try #require(trial.read(trial.path(id, round, "masked.json")))
      #expect(result.set.masked[try #require(MemberID(id))] == Digest(hashing: masked))
    }
  }

  private func expectNothingMoreHappens(_ trial: Trial) throws {
    let before = try trial.snapshot(trial.shared)
    for id in trial.ids + trial.ids { try trial.run(id) }
    #expect(try trial.snapshot(trial.shared) == before)
  }

  @Test func aSecondCallRightAfterTheFirstChangesNothing() throws {
    let trial = try Trial()
    try trial.foundCompletely()
    for id in ["h2", "h1", "h3", "h1"] {
      try trial.run(id)
      let before = try trial.snapshot(trial.shared)
      try trial.run(id)
      #expect(try trial.snapshot(trial.shared) == before, "\(id)")
    }
  }

  @Test func everySignedFileVerifiesUnderTheManifest() throws {
    let trial = try Trial(TrialPlan(rounds: 1))
    try trial.foundCompletely()
    try trial.runAll(through: 1)
    let founder = try #require(MemberID("h1"))
    func file(_ place: Place) throws -> UnverifiedFile {
      UnverifiedFile(
        place: place, bytes: try #require(trial.read("\(trial.shared)/\(place.json)")),
        signature: try #require(trial.read("\(trial.shared)/\(place.signature)")))
    }
    let manifest = try Verifier.manifest(file(Place(member: founder, slot: .manifest)))
    let verifier = Verifier(KeyRing(manifest))
    for id in trial.ids {
      let member = try #require(MemberID(id))
      func place(_ round: Int, _ slot: Slot) -> Place {
        Place(member: member, round: round, slot: slot)
      }
      // The member's own chain without a gap, from its first statement on.
      var chain: [(ChainLink, Digest)] = []
      func add<Body>(_ statement: Verified<Statement<Body>>) {
        let link = ChainLink(seq: statement.content.seq, prev: statement.content.prev)
        chain.append((link, statement.digest))
      }
      if id == "h1" {
        let key = [member: try #require(manifest.content.member(member)).identity]
        add(
          try Verifier(session: .zero, identities: key)
            .statement(PlanBody.self, file(place(0, .plan))))
      }
      add(try Verifier.enrolment(file(place(0, .enrol(1)))))
      add(try verifier.statement(ApprovalBody.self, file(place(0, .approval))))
      if id == "h1" { add(try verifier.statement(ModelBody.self, file(place(0, .model)))) }
      add(try verifier.statement(MaskedBody.self, file(place(1, .masked))))
      add(try verifier.statement(UnmaskBody.self, file(place(1, .unmask(0)))))
      if trial.leader(of: 1) == id {
        add(try verifier.statement(ModelBody.self, file(place(1, .model))))
      }
      var expected = ChainLink.first
      for (link, digest) in chain {
        #expect(link == expected, "\(id)")
        expected = link.next(after: digest)
      }
    }
  }
}
