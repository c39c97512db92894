import Artifacts
import Foundation
import Sodium
import Testing

@testable import Node

/// Which files of a member's folder are read at all.
@Suite struct RoundSourceTests {
  private let trial: Trial
  private let source: RoundSource
  private let author = MemberID("h2")!

  init() throws {
    trial = try Trial(TrialPlan(rounds: 3))
    try trial.foundCompletely()
    let folder = "\(trial.shared)/h2/\(Place.roundFolder(1))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let names =
      (1...3_000).flatMap { ["vote-\($0)", "cut-\($0)"] } + (0..<10).map { "unmask-\($0)" }
      + (0..<10).map { "relay-h3.unmask-\($0)" } + ["relay-h1", "relay-h3"]
    for name in names { try trial.write("{}", to: "\(folder)/\(name).json") }
    let hospital = try Hospital.look(
      StateLocation(directory: trial.shared, id: "h1", state: trial.state("h1")))
    var source = RoundSource(
      round: 1, hospital: hospital, folder: try SharedFolders.open(trial.shared))
    source.look([author])
    self.source = source
  }

  /// However long a round has waited, the ballots of those who waited are read.
  @Test func noHonestBallotIsLeftOut() throws {
    let slots = try source.ballots(of: author)
    #expect(Set(slots).isSuperset(of: (1...3_000).flatMap { [.vote($0), .cut($0)] as [Slot] }))
    // A few names that somebody else laid there do not keep the member's own from being read.
    #expect(Set(slots).isSuperset(of: (0..<10).map { Slot.unmask($0) }))
  }

  /// Of the copies that one member makes of another's unmask files a few are read.
  @Test func aLiarsCopiesAreBounded() throws {
    let slots = try source.copies(by: author)
    let h3 = try #require(MemberID("h3"))
    #expect(slots.filter { if case .relayUnmask = $0 { true } else { false } }.count == 4)
    let h1 = try #require(MemberID("h1"))
    #expect(slots.contains(.relay(h1)) && slots.contains(.relay(h3)))
  }
}
