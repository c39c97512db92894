import Artifacts
import Rounds
import Testing

/// From whatever partial sight has led to in ballots 0 and 1, once the honest members see one
/// another they end the round alike, while the others stay silent.
@Suite struct LivenessTests {
  /// Runs starts; the first that does not end, and how many ran.
  private func run(
    _ starts: Starts, numbers: some Sequence<Int>, certificates: Bool, spread: Double = 0.1,
    nuisance: Int? = nil
  ) -> (runs: Int, stuck: [String], turns: Int, cuts: Int, relays: Int) {
    var (runs, stuck, turns, cuts, relays): (Int, [String], Int, Int, Int) = (0, [], 0, 0, 0)
    let masks = certificates ? 1 << starts.stage.honest.count : 1
    for number in numbers {
      for unmasked in 0..<masks {
        guard let states = starts.states(number, unmasked: unmasked) else { continue }
        for everybody in [false, true] {
          var hall = Hall(
            starts.stage, states, files: starts.files(states, everybody: everybody),
            spread: spread, nuisance: nuisance.map { starts.stage.choices[$0] })
          runs += 1
          if hall.run(until: 60 + 20 * spread) == nil { stuck.append("\(states) \(everybody)") }
          turns = max(turns, hall.turns)
          cuts += hall.cuts
          relays += hall.relays
        }
      }
    }
    return (runs, stuck, turns, cuts, relays)
  }

  /// Every start of four and five members, whoever is silent, with and without its file.
  @Test(arguments: [(4, 0), (4, 1), (4, 2), (4, 3), (5, 0), (5, 1), (5, 2), (5, 3), (5, 4)])
  func everyStartEnds(_ n: Int, _ silent: Int) throws {
    let basis = try Table(n).basis
    for present in [true, false] {
      let starts = Starts(basis, silent: [silent], present: present)
      let result = run(starts, numbers: 0..<starts.count, certificates: true)
      #expect(result.stuck.isEmpty, "\(result.stuck.count), first \(result.stuck.first ?? "")")
    }
  }

  /// Many starts of six and seven.
  @Test(arguments: [(6, [0]), (6, [3]), (7, [0, 3]), (7, [2, 6]), (7, [1, 2])])
  func manyStartsOfMoreMembersEnd(_ n: Int, _ silent: [Int]) throws {
    var random = SplitMix(state: UInt64(n))
    let basis = try Table(n).basis
    for present in [true, false] {
      let starts = Starts(basis, silent: silent, present: present)
      let numbers = (0..<600).map { _ in Int.random(in: 0..<starts.count, using: &random) }
      let result = run(starts, numbers: numbers, certificates: false)
      #expect(result.stuck.isEmpty, "\(result.stuck.count), first \(result.stuck.first ?? "")")
    }
  }

  /// Clocks that are ballots apart only make it slower.
  @Test(arguments: [(4, [1]), (5, [0]), (5, [2]), (6, [1]), (7, [0, 4])], [1.7, 12])
  func unevenClocksEndAlike(_ round: (n: Int, silent: [Int]), _ spread: Double) throws {
    var random = SplitMix(state: UInt64(round.n))
    let starts = Starts(try Table(round.n).basis, silent: round.silent, present: true)
    let numbers = (0..<300).map { _ in Int.random(in: 0..<starts.count, using: &random) }
    let result = run(starts, numbers: numbers, certificates: false, spread: spread)
    #expect(result.stuck.isEmpty, "\(result.stuck.count), first \(result.stuck.first ?? "")")
  }

  /// Where no sum can be opened, for one vector reaches nobody, the round ends void for all whose
  /// statements are here.
  @Test(arguments: [4, 5, 7])
  func unreadableVectorsEndInAVoidRound(_ n: Int) throws {
    let basis = try Table(n).basis
    for first in 0..<n {
      let silent = (0..<basis.roster.c).map { (first + $0) % n }
      let starts = Starts(basis, silent: silent, present: false)
      let states = Array(repeating: [Deed](), count: starts.stage.honest.count)
      for unreadable in states.indices {
        var hall = Hall(
          starts.stage, states, files: states.map { _ in [] }, unreadable: unreadable)
        let ended = hall.run(until: 60)
        let end = try #require(ended)
        #expect(end.kind == .void && end.set.members == starts.stage.honest)
      }
    }
  }

  /// A liar that proposes something of no use at all its turns, as early as it can, delays the end.
  @Test(arguments: [(4, 0), (4, 1), (4, 2), (4, 3), (5, 0), (5, 2), (5, 4)])
  func badLeadersOnlyDelayTheEnd(_ n: Int, _ liar: Int) throws {
    let starts = Starts(try Table(n).basis, silent: [liar], present: true)
    let stride = n == 4 ? 1 : 29
    for nuisance in starts.stage.choices.indices {
      let numbers = Swift.stride(from: nuisance, to: starts.count, by: stride)
      let result = run(starts, numbers: numbers, certificates: true, nuisance: nuisance)
      #expect(result.stuck.isEmpty, "\(result.stuck.count), first \(result.stuck.first ?? "")")
    }
  }
}
