import Artifacts
import Rounds
import Sodium

/// Honest members of a round that all see one another, while the others are silent for ever: driven
/// by the real machine, turn by turn, until it ends.
struct Hall {
  /// One honest member.
  private struct Seat {
    var memory: RoundMemory
    /// Silent members' files that it has.
    var files: Set<MemberID>
    var ended: Choice?
  }

  private let stage: Stage
  /// By how much each member's clock is ahead of the one before, in seconds.
  private let spread: Double
  /// A member whose vector does not reach the others, only its statement.
  private let unreadable: Int?
  /// What the others propose whenever it is their turn, as early as anybody listens; else nothing.
  private let nuisance: Choice?
  private var seats: [Seat]
  private var common: RoundView
  private(set) var turns = 0
  private(set) var relays = 0
  private(set) var cuts = 0

  /// - Parameters:
  ///   - states: what each honest member has signed before, of the stage's choices.
  ///   - files: for each honest member the silent ones whose masked file it has.
  init(
    _ stage: Stage, _ states: [[Deed]], files: [Set<MemberID>], spread: Double = 0.1,
    unreadable: Int? = nil, nuisance: Choice? = nil
  ) {
    self.nuisance = nuisance
    self.stage = stage
    self.spread = spread
    self.unreadable = unreadable
    common = RoundView(basis: stage.basis)
    seats = []
    for (index, deeds) in states.enumerated() {
      let memory = Witness(stage, member: index).memory(after: deeds)
      seats.append(Seat(memory: memory, files: files[index]))
      for deed in deeds { show(deed, by: stage.honest[index]) }
    }
    for id in stage.honest { give(id) }
    if let unreadable {
      common.masked[stage.honest[unreadable]] = nil
      seats[unreadable].files.insert(stage.honest[unreadable])
    }
  }

  /// Runs until everybody has ended the round; how it ended, `nil` where it has not.
  mutating func run(until last: Double) -> Choice? {
    var elapsed = 1.0
    while elapsed < last, seats.contains(where: { $0.ended == nil }) {
      turns += 1
      // The plan's patience is one second for each: ballot b opens after b seconds.
      for ballot in 2...max(2, Int(elapsed) + 1) {
        if let nuisance, stage.liars.contains(stage.basis.leader(ofBallot: ballot)) {
          common.cuts[ballot] = nuisance
        }
      }
      // Members act one after another, their clocks a little apart.
      for index in seats.indices {
        act(index, elapsed: elapsed + spread * Double(index))
      }
      elapsed += 0.5
    }
    let ends = Set(seats.map(\.ended))
    return ends.count == 1 ? ends.first! : nil
  }

  private mutating func act(_ index: Int, elapsed: Double) {
    for _ in 0..<8 where seats[index].ended == nil {
      var view = common
      for id in seats[index].files {
        view.masked[id] = [file(id)]
        view.statements[id] = [file(id)]
      }
      let id = stage.honest[index]
      switch RoundMachine.next(view, seats[index].memory, elapsed: elapsed) {
      case .publishVote(let ballot, let choice):
        seats[index].memory.signed.insert(.vote(ballot))
        seats[index].memory.votes[ballot] = choice
        common.votes[ballot, default: [:]][id] = choice
      case .publishCut(let ballot, let choice):
        cuts += 1
        seats[index].memory.signed.insert(.cut(ballot))
        common.cuts[ballot] = choice
      case .publishUnmask(let ballot, let choice):
        seats[index].memory.signed.insert(.unmask(ballot))
        seats[index].memory.unmasked = choice
        common.unmasked[id] = [ballot: choice]
      case .relay(let author):
        relays += 1
        seats[index].memory.signed.insert(.relay(author))
        // Of what has no vector only the statement can be copied, which everybody has.
        if unreadable.map({ stage.honest[$0] }) != author {
          common.relayed.insert(author)
          give(author)
        }
      case .close(let choice): seats[index].ended = choice
      default: return
      }
    }
  }

  private mutating func show(_ deed: Deed, by id: MemberID) {
    let choice = stage.choices[deed.choice]
    switch deed {
    case .vote(let ballot, _): common.votes[ballot, default: [:]][id] = choice
    case .unmask(let ballot, _): common.unmasked[id] = [ballot: choice]
    }
  }

  /// A file that from now on everybody has.
  private mutating func give(_ id: MemberID) {
    common.masked[id] = [file(id)]
    common.statements[id] = [file(id)]
  }

  private func file(_ id: MemberID) -> Digest { Stage.file(of: id) }
}
