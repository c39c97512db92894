import Artifacts
import Foundation
import Journal
import Rounds
import Sodium
import Testing

@testable import Node

/// What has to hold at the end of a run.
extension CrashCourse {
  /// Checks everything at the end of a run.
  func check(_ consortium: CrashConsortium, _ point: Comment) throws {
    // The victim's tip as it was when the round was over, before what is on its way goes on.
    let tips = try CrashConsortium.ids.indices.map { try consortium.tip(of: $0) }
    _ = consortium.freeze()
    for signed in consortium.signedBeforeCrash {
      #expect(consortium.published[signed.path] == signed.bytes, "\(point): \(signed.path)")
    }
    for index in CrashConsortium.ids.indices {
      let id = CrashConsortium.ids[index]
      let outbox = try consortium.files(of: index)
      let own = consortium.published.filter { $0.key.hasPrefix("\(id)/") }
      #expect(outbox.count == own.count, "\(point): \(id) published all that it signed")
      #expect(outbox.allSatisfy { own[$0.path] == $0.bytes }, "\(point): the outbox of \(id)")
      #expect(
        try consortium.replica(of: index) == consortium.published, "\(point): what \(id) sees")
      try checkChain(outbox, "\(point): \(id)")
      try checkCharges(consortium.disks[index], outbox, "\(point): \(id)")
      try checkSecrets(consortium.disks[index], of: id, "\(point): \(id)")
    }
    try checkOutcome(consortium, tips, point)
  }

  /// Every statement is the next in its author's chain: none was signed beside another.
  private func checkChain(_ outbox: [CrashConsortium.Signed], _ point: Comment) throws {
    var chain: [(seq: Int, prev: String, digest: String)] = []
    for file in outbox where file.path.hasSuffix(".json") {
      // Result, commit and manifest are documents outside the chain.
      guard let link = try? JSONDecoder().decode(Link.self, from: Data(file.bytes)) else {
        continue
      }
      chain.append((link.seq, link.prev, Digest(hashing: file.bytes).hex))
    }
    chain.sort { $0.seq < $1.seq }
    #expect(chain.map(\.seq) == Array(1...max(1, chain.count)), point)
    for (before, next) in zip(chain, chain.dropFirst()) {
      #expect(next.prev == before.digest, "\(point): statement \(next.seq)")
    }
  }

  private struct Link: Decodable {
    let seq: Int
    let prev: String
  }

  /// Every masked file is paid for, once; a charge without a file is left only of a round that went
  /// on without the hospital.
  private func checkCharges(
    _ disk: MemoryStore, _ outbox: [CrashConsortium.Signed], _ point: Comment
  ) throws {
    let masked = Set(
      outbox.compactMap { file in
        file.path.hasSuffix("/masked.json")
          ? file.path.split(separator: "/").dropFirst().joined(separator: "/").dropLast(5) : nil
      }.map(String.init))
    let charged = try Journal(disk).charges(of: JSONValue.self).entries().map(\.slot)
    let lines = try (disk.read(StorePath("charges")) ?? []).count { $0 == 0x0a }
    #expect(lines == charged.count && Set(charged).count == charged.count, point)
    #expect(masked.isSubset(of: charged), point)
    if kind != .returning { #expect(masked == Set(charged), point) }
  }

  /// Of a closed round no secret is left.
  private func checkSecrets(
    _ disk: MemoryStore, of hospital: MemberID, _ point: Comment
  ) throws {
    let tip = try #require(try Journal(disk).value("tip", of: Tip.self).load())
    let result = try tip.document()
    for name in try Journal(disk).secrets.names() where name != "identity" && name != "sealing" {
      let number = try #require(name.split(separator: "-").last.flatMap { Int($0) }, point)
      let isOver =
        name.hasPrefix("round-")
        ? number <= result.round : number <= tip.enteredBefore[hospital] ?? 0
      #expect(!isOver, "\(point): \(name) after round \(result.round)")
    }
  }

  /// All derive one result; it is the one of a run without a crash, and nothing else is left.
  private func checkOutcome(
    _ consortium: CrashConsortium, _ tips: [Tip?], _ point: Comment
  ) throws {
    let tip = try #require(tips[victim], point)
    let result = try tip.document()
    guard kind != .returning else {
      #expect(result.outcome == .full && result.set.masked.count == 4, point)
      #expect(result.roster.members[CrashConsortium.ids[victim]]?.incarnation == 2, point)
      for index in tips.indices where index != victim {
        let same = consortium.closed(by: index).first { $0.round == result.round }
        #expect(same == result, "\(point): \(CrashConsortium.ids[index])")
      }
      return
    }
    #expect(Set(tips.map { $0?.result }).count == 1, point)
    #expect(result.round == outcome.round && result.outcome == outcome.outcome, point)
    #expect(result.set.members == outcome.set.members, point)
    #expect(result.outcome == (kind.isCut ? .cut : .full), point)
    let left = try Self.paths(consortium.disks[victim])
    #expect(left.isSubset(of: paths), "\(point): left over \(left.subtracting(paths))")
    // While it was dead, the others' shares may have been enough to end the round.
    let missing = paths.subtracting(left).filter { kind.isCut || !$0.contains("/unmask-0") }
    #expect(missing.isEmpty, "\(point): lacks \(missing)")
  }
}
