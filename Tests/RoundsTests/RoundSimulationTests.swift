import Artifacts
import Rounds
import SecureAggregation
import Sodium
import Testing

/// Members driven by the state machine alone, over a folder that shows files late and in any
/// order: everybody ends at the same outcome and signs every slot once.
@Suite struct RoundSimulationTests {
  /// One member: what it has seen and what it has signed.
  private struct Member {
    let id: MemberID
    var view: RoundView
    var memory: RoundMemory
    var outcome: RoundOutcome?
  }

  @Test(arguments: [3, 4, 5], [1, 2, 3, 4])
  func everyOrderOfFilesEndsAlike(_ n: Int, _ seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let hospitals = try Hospitals(n)
    let genesis = try hospitals.genesis()
    let play = try RoundPlay(hospitals)
    let unmasks = try play.unmasks()
    let quorum = play.basis.roster.t
    var published: [Place] = []
    var members = play.ids.map { id in
      Member(
        id: id, view: RoundView(basis: play.basis),
        memory: RoundMemory(
          member: id,
          previous: RoundMemory.Previous(
            round: 0, leader: play.ids[0], result: genesis.K, commit: genesis.result.commit,
            model: genesis.result.model, isPublished: id != play.ids[0])))
    }
    for _ in 0..<10_000 where members.contains(where: { $0.outcome == nil }) {
      let index = Int.random(in: 0..<n, using: &random)
      guard members[index].outcome == nil else { continue }
      if let place = published.randomElement(using: &random) {
        show(place, to: &members[index].view, play, unmasks)
      }
      let member = members[index]
      switch RoundMachine.next(member.view, member.memory) {
      case .publishOutcome:
        #expect(member.id == play.ids[0] && member.memory.signed.isEmpty)
        members[index].memory.previous.isPublished = true
      case .publishMasked:
        published.append(Place(member: member.id, round: 1, slot: .masked))
        members[index].memory.signed.insert(.masked)
      case .publishUnmask(let set):
        #expect(member.view.masked.count == n && set.members == play.ids)
        published.append(Place(member: member.id, round: 1, slot: .unmask(0)))
        members[index].memory.signed.insert(.unmask(0))
      case .close(let set):
        let seen = unmasks.filter { member.view.unmasked[$0.key] == set.digest }
        #expect(seen.count >= quorum)
        members[index].outcome = try play.close(seen, on: genesis)
      case .wait(let wait):
        #expect(!wait.members.isEmpty)
      case .refuse, .stop:
        Issue.record("seed \(seed): \(member.id) gives up")
      }
    }
    #expect(Set(members.map { $0.outcome?.resultBytes }).count == 1, "seed \(seed)")
    #expect(members[0].outcome?.result.outcome == .full)
    #expect(Set(published).count == published.count, "seed \(seed): a slot was signed twice")
  }

  private func show(
    _ place: Place, to view: inout RoundView, _ play: RoundPlay,
    _ unmasks: [MemberID: UnmaskStatement]
  ) {
    if place.slot == .masked {
      view.masked[place.member] = play.masked[place.member]?.digest
    } else if view.masked.count == play.ids.count {
      view.unmasked[place.member] = unmasks[place.member]?.content.body.set
    }
  }
}

/// A small generator, so that a failure replays from its seed.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
