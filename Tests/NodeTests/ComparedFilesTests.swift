import Artifacts
import Foundation
import Journal
import SharedFolder
import Testing

@testable import Node

/// Published files are compared with what was signed, and not read again while nobody touches them.
@Suite struct ComparedFilesTests {
  private static let names: Set = [
    "commit.json", "commit.json.minisig", "masked.json", "masked.json.minisig", "masked.sealed",
  ]
  private let trial: Trial

  init() throws {
    trial = try Trial(TrialPlan(rounds: 3))
    try trial.foundCompletely()
    try trial.run("h1")
  }

  /// The files of round 1 that a new process compares.
  private func compared() throws -> Set<String> {
    let folder = WatchedFolder(DirectoryFolder(trial.shared))
    let hospital = try Hospital.open(
      StateLocation(directory: trial.shared, id: "h1", state: trial.state("h1")))
    try Publisher(hospital: hospital, folder: folder).flush(round: 1)
    return folder.compared.withLock { $0 }
  }

  @Test func aFileIsComparedOnceAndAfterItWasTouched() throws {
    #expect(try compared() == Self.names)
    #expect(try compared() == [])
    // The same bytes in another file, as a synchroniser may write them.
    let sealed = trial.path("h1", 1, "masked.sealed")
    let bytes = try #require(trial.read(sealed))
    try Data(bytes).write(to: URL(fileURLWithPath: sealed), options: .atomic)
    #expect(try compared() == ["masked.sealed"])
    #expect(try compared() == [])
    // What is gone comes back, and is compared once.
    try FileManager.default.removeItem(atPath: sealed)
    #expect(try compared() == [])
    #expect(trial.read(sealed) == bytes)
    #expect(try compared() == ["masked.sealed"])
    // Unreadable memory is none.
    try trial.overwrite(trial.state("h1") + "/values/compared", [1, 2, 3])
    #expect(try compared() == Self.names)
  }

  /// Where a file of a slot is gone the others are compared even by whoever reads nothing else: a clone's
  /// statement must not get this hospital's signature beside it.
  @Test func nothingIsPublishedBesideOtherBytes() throws {
    let statement = trial.path("h1", 1, "masked.json")
    var bytes = try #require(trial.read(statement))
    bytes[bytes.count / 2] ^= 1
    try trial.overwrite(statement, bytes)
    try FileManager.default.removeItem(atPath: statement + ".minisig")
    let hospital = try Hospital.open(
      StateLocation(directory: trial.shared, id: "h1", state: trial.state("h1")))
    let publisher = Publisher(hospital: hospital, folder: DirectoryFolder(trial.shared))
    let error = #expect(throws: FolderError.self) { try publisher.flushMissing(round: 1) }
    #expect(error?.code == .conflict)
    #expect(!trial.exists(statement + ".minisig"))
  }

  /// One bit in a file that was compared before stops the node, as it would have the first time.
  @Test func otherBytesAreFoundInAComparedFile() throws {
    #expect(try compared() == Self.names)
    let sealed = trial.path("h1", 1, "masked.sealed")
    var bytes = try #require(trial.read(sealed))
    bytes[bytes.count / 2] ^= 1
    try trial.overwrite(sealed, bytes)
    for _ in 0..<2 {
      let error = #expect(throws: FolderError.self) { try compared() }
      #expect(error?.code == .conflict)
    }
    let failure = try #require(throws: FolderError.self) { try trial.run("h1") }
    #expect(NodeError(wrapping: failure).status == .configuration)
    #expect(trial.read(sealed) == bytes)
  }
}
