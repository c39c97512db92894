import Artifacts
import Foundation
import ModelUpdate
import Node
import Sodium
import Testing

/// A hospital approves one exact manifest of the founder whom it joined, and no other.
@Suite struct ApprovalTests {
  @Test func aHospitalApprovesOneManifestOnly() throws {
    let trial = try Trial()
    try trial.foundUpToApproval()
    try trial.approve("h2")
    // The founder signs another plan for the same members.
    let path = trial.shared + "/h1/consortium/manifest.json"
    let manifest = try trial.decode(Manifest.self, path)
    var plan = manifest.plan
    plan.title = "another"
    try trial.plant(
      trial.signer("h1").sign(
        Manifest(coordinator: manifest.coordinator, members: manifest.members, plan: plan),
        slot: .manifest))
    let before = try trial.snapshot(trial.shared)
    let refused = failure { try trial.approve("h2") }
    #expect(refused?.status == .violation)
    #expect(refused?.message.contains("not the approved one") == true)
    #expect(failure { try trial.run("h1") }?.status == .configuration)
    #expect(try trial.snapshot(trial.shared) == before)
  }

  @Test func anotherFounderIsNotFollowed() throws {
    let (trial, thief) = (try Trial(), try Trial())
    try trial.foundUpToApproval()
    try FileManager.default.createDirectory(
      atPath: thief.shared, withIntermediateDirectories: true)
    for name in ["h2", "h3"] {
      try FileManager.default.copyItem(
        atPath: "\(trial.shared)/\(name)", toPath: "\(thief.shared)/\(name)")
    }
    try thief.found()
    try thief.admit()
    try thief.start()
    try FileManager.default.removeItem(atPath: trial.shared + "/h1")
    try FileManager.default.copyItem(atPath: thief.shared + "/h1", toPath: trial.shared + "/h1")
    for id in ["h2", "h3"] {
      let refused = failure { try trial.approve(id) }
      #expect(refused?.status == .violation)
      #expect(refused?.message.contains("founder whom this hospital joined") == true)
      #expect(!trial.exists("\(trial.shared)/\(id)/consortium/approval.json"))
    }
  }

  @Test func aPlanThatCannotBeCarriedOutIsNotApproved() throws {
    let trial = try Trial()
    try trial.foundUpToApproval()
    let truth = try trial.decode(Manifest.self, trial.shared + "/h1/consortium/manifest.json")
    func refusal(_ change: (inout Plan) -> Void) throws -> NodeError? {
      var plan = truth.plan
      change(&plan)
      try trial.plant(
        trial.signer("h1").sign(
          Manifest(coordinator: truth.coordinator, members: truth.members, plan: plan),
          slot: .manifest))
      return failure { try trial.approve("h2") }
    }
    #expect(try refusal { $0.training.seed = -1 }?.status == .badData)
    #expect(try refusal { $0.training.rounds = 0 }?.status == .badData)
    #expect(try refusal { $0.training.samplingRate = 2.0 }?.status == .badData)
    #expect(try refusal { $0.training.clipNorm = 0.0 }?.status == .badData)
    #expect(try refusal { $0.privacy.noiseMultiplier = 0.0 }?.status == .badData)
    #expect(try refusal { $0.privacy.delta = 1.0 }?.status == .badData)
    #expect(try refusal { $0.privacy.epsilon = 0.0 }?.status == .badData)
    #expect(
      try refusal {
        $0.privacy.unit = .patient
        $0.data = DataPlan(
          classes: $0.data.classes,
          table: TablePlan(label: "y", features: [TableFeature(column: "x", values: ["a"])]))
        $0.model = .logisticRegression(input: [1], outputs: $0.data.classes.count)
      }?.message.contains("names no column of patients") == true)
    #expect(try refusal { $0.rounds.ring = 48 }?.status == .badData)
    #expect(try refusal { $0.rounds.quorum = 2 }?.status == .badData)
    #expect(try refusal { $0.rounds.colluding = 2 }?.status == .badData)
    #expect(!trial.exists(trial.shared + "/h2/consortium/approval.json"))
  }

  @Test func anAlteredManifestIsNotApproved() throws {
    let trial = try Trial()
    try trial.foundUpToApproval()
    let path = trial.shared + "/h1/consortium/manifest.json"
    let manifest = try #require(trial.read(path))
    let text = String(decoding: manifest, as: UTF8.self)
    for change in ["\"epsilon\":\"100.0\"", "\"clipNorm\":\"1.0\"", "\"rounds\":3"] {
      #expect(text.contains(change))
      let altered = text.replacing(
        change, with: change.replacing("1", with: "2").replacing("3", with: "9"))
      try trial.overwrite(path, [UInt8](altered.utf8))
      #expect(failure { try trial.approve("h2") }?.status == .violation)
      #expect(!trial.exists(trial.shared + "/h2/consortium/approval.json"))
    }
    try trial.overwrite(path, manifest)
    try trial.approve("h2")
  }

  @Test func theSessionReadOutByTelephoneIsCompared() throws {
    let trial = try Trial()
    try trial.foundUpToApproval()
    let manifest = try #require(trial.read(trial.shared + "/h1/consortium/manifest.json"))
    let session = Digest(hashing: manifest).hex
    for wrong in [String(session.prefix(15)), String(repeating: "0", count: 16), session + "0", ""]
    {
      #expect(failure { try trial.approve("h2", session: wrong) }?.status == .configuration)
    }
    let text = try trial.approve("h2", session: String(session.prefix(16)).uppercased())
    #expect(text.contains(session))
  }
}
