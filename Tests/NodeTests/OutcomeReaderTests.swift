import Artifacts
import Foundation
import Journal
import Sodium
import Testing

@testable import Node

/// What a watching node, which remembers what it has judged, sees of an outcome that its publisher
/// changes afterwards.
@Suite struct OutcomeReaderTests {
  private let trial: Trial
  private let reader: OutcomeReader
  private let closed: ResultDocument
  private let digest: Digest
  private let model: String
  private let journal = Journal(MemoryStore())
  private let makeReader: () -> OutcomeReader

  init() throws {
    trial = try Trial(TrialPlan(rounds: 3, patience: 1))
    try trial.foundCompletely()
    try trial.runAll(through: 1)
    let leader = try #require(trial.leader(of: 1))
    model = trial.path(leader, 1, "model.sealed")
    let id = try #require(trial.ids.first { $0 != leader })
    let hospital = try Hospital.look(
      StateLocation(directory: trial.shared, id: id, state: trial.state(id)))
    let folder = try SharedFolders.open(trial.shared)
    let manifest = try #require(
      try Founding(reader: ConsortiumReader(folder: folder)).manifest())
    reader = OutcomeReader(
      folder: folder, manifest: manifest, KeyRing(manifest), key: hospital.sealing,
      seen: SeenModels(journal))
    let store = journal
    makeReader = {
      OutcomeReader(
        folder: folder, manifest: manifest, KeyRing(manifest), key: hospital.sealing,
        seen: SeenModels(store))
    }
    let bytes = try #require(trial.read(trial.path(leader, 1, "result.json")))
    closed = try CanonicalJSON.decode(ResultDocument.self, from: bytes, file: "result")
    digest = Digest(hashing: bytes)
  }

  private func isComplete(after seconds: Double, in other: OutcomeReader? = nil) -> Bool {
    let now = ClockReading(boot: "b", uptime: seconds, wall: seconds)
    return (other ?? reader).look(closed, digest: digest, now: now).isComplete
  }

  /// Junk of the same size under the name of a model that was right is noticed after a leader's
  /// patience, and before the outcome is settled for ever.
  @Test(arguments: [true, false])
  func aModelThatIsOverwrittenIsNoticed(_ isFinal: Bool) throws {
    #expect(isComplete(after: 0))
    let right = try #require(trial.read(model))
    try trial.overwrite(model, right.map { _ in 0 })
    #expect(isComplete(after: 0.9))
    if isFinal { reader.forgetModels(of: 1) }
    #expect(!isComplete(after: isFinal ? 0.9 : 1.1))
    try trial.overwrite(model, right)
    #expect((2..<5).contains { isComplete(after: Double($0)) })
  }

  /// What one process found right counts in the next as long as in itself, and is then read again.
  @Test func theNextProcessTrustsItNoLonger() throws {
    #expect(isComplete(after: 0))
    try reader.save()
    let right = try #require(trial.read(model))
    try trial.overwrite(model, right.map { _ in 0 })
    #expect(isComplete(after: 0.9, in: makeReader()))
    #expect(!isComplete(after: 1.1, in: makeReader()))
    // Before the outcome is settled for ever it is read whatever the time.
    let last = makeReader()
    #expect(isComplete(after: 0.9, in: last))
    last.forgetModels(of: 1)
    #expect(!isComplete(after: 0.9, in: last))
    #expect(!isComplete(after: 0.95, in: last))
    try last.save()
    #expect(!isComplete(after: 0.96, in: makeReader()))
    try trial.overwrite(model, right)
    #expect(isComplete(after: 5, in: makeReader()))
  }

  /// A model that is not whole is not read at every look, and taken soon after it is whole.
  @Test func aModelOnItsWayIsTakenLater() throws {
    let right = try #require(trial.read(model))
    try trial.overwrite(model, Array(right.dropLast()))
    for look in 0..<40 { #expect(!isComplete(after: 0.05 * Double(look))) }
    try trial.overwrite(model, right)
    // A quarter of a leader's patience, one second here, at most.
    #expect((40..<46).contains { isComplete(after: 0.05 * Double($0)) })
    #expect(isComplete(after: 2.5))
    // Taken away, it is missed at once.
    try FileManager.default.removeItem(atPath: model)
    #expect(!isComplete(after: 2.5))
  }
}
