import Artifacts
import Rounds
import Testing

/// What a member does that pauses, and that comes back from a pause.
@Suite struct PauseTests {
  private func memory(_ table: Table, _ signed: Set<Slot>, stop: StopReason?) -> RoundMemory {
    var memory = RoundMemory(member: table.ids[1])
    memory.signed = signed
    memory.stop = stop
    return memory
  }

  private let paused = RoundAction.wait(RoundWait(stage: .paused, members: []))

  /// The others are told where they can go on alone, never where they cannot: with a member that
  /// has left, three could not end their round any more.
  @Test(arguments: 3...7)
  func tellsTheOthersOnlyWhereTheyCanGoOn(_ n: Int) throws {
    let table = try Table(n)
    let others = table.all & ~2
    let view = table.view(masked: others)
    let asked = memory(table, [], stop: .paused)
    #expect(RoundMachine.next(view, asked, elapsed: 0) == (n > 3 ? .leave(.paused) : paused))
    let told = memory(table, [.leave(1)], stop: .paused)
    #expect(RoundMachine.next(view, told, elapsed: 1e6) == paused)
    // With others gone as well there comes a number that cannot spare one more.
    var few = view
    for id in table.ids.suffix(n - table.basis.roster.t) where id != table.ids[1] {
      few.gone.insert(id)
    }
    #expect(RoundMachine.next(few, asked, elapsed: 0) == paused)
    // Whoever has not begun the round may be pausing as well.
    let fewer = (0..<n - table.basis.roster.t).reduce(others) { left, _ in left & (left - 1) }
    #expect(RoundMachine.next(table.view(masked: fewer), asked, elapsed: 0) == paused)
    #expect(RoundMachine.next(table.view(masked: 0), asked, elapsed: 0) == paused)
  }

  /// What it has begun it ends: a vector that was given needs the shares of those who hold them.
  @Test func endsTheRoundThatItHasBegun() throws {
    let table = try Table(4)
    let all = Choice.open(table.set)
    let begun = memory(table, [.masked], stop: .paused)
    #expect(
      RoundMachine.next(table.view(masked: table.all), begun, elapsed: 0)
        == .publishUnmask(0, all))
    #expect(
      RoundMachine.next(table.view(masked: 15, unmasked: 15), begun, elapsed: 0) == .close(all))
    // And that of others, whose certificate may lack its shares.
    var voted = table.view(masked: 0b1101)
    voted.gone = [table.ids[1]]
    let three = table.open(0b1101)
    voted.votes = [1: [table.ids[0]: three, table.ids[2]: three, table.ids[3]: three]]
    for stop in [nil, .paused] as [StopReason?] {
      #expect(
        RoundMachine.next(voted, memory(table, [.leave(1)], stop: stop), elapsed: 0)
          == .publishUnmask(1, three))
    }
  }

  /// Whoever has left gives no vector under that incarnation any more: the others wait for none.
  @Test func comesBackUnderANewIncarnationIfItHasLeft() throws {
    let table = try Table(5)
    let view = table.view(masked: 0)
    #expect(RoundMachine.next(view, memory(table, [], stop: nil), elapsed: 0) == .publishMasked)
    var back = memory(table, [.leave(1)], stop: nil)
    #expect(RoundMachine.next(view, back, elapsed: 0) == .enrol)
    back.incarnation = 2
    back.isEnrolled = true
    #expect(
      RoundMachine.next(view, back, elapsed: 0)
        == .wait(RoundWait(stage: .roster, members: table.ids)))
  }
}
