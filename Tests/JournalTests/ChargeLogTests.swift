import Journal
import Testing

@Suite struct ChargeLogTests {
  struct Charge: Codable, Equatable, Sendable {
    var sigma: Double
    var note: String
  }

  static let path = StorePath("charges")

  @Test(arguments: StoreKind.allCases) func slotIsChargedOnce(_ kind: StoreKind) throws {
    let store = try kind.make()
    let log = ChargeLog(of: Charge.self, in: store)
    #expect(try log.entries().isEmpty)
    let charge = Charge(sigma: 0.1, note: "line\nfeed and \"quotes\" é")
    #expect(try log.charge(charge, for: "masked/1") == .created)
    #expect(try log.charge(charge, for: "masked/1") == .alreadyThere)
    expect(.slotTaken) { try log.charge(Charge(sigma: 0.2, note: ""), for: "masked/1") }
    #expect(try log.charge(charge, for: "masked/2") == .created)
    let entries = try ChargeLog(of: Charge.self, in: store).entries()
    #expect(entries.map(\.slot) == ["masked/1", "masked/2"])
    #expect(entries.map(\.charge) == [charge, charge])
  }

  /// Lines that begin alike are read together; what differs in the least is not mistaken for it.
  @Test func linesThatLookAlikeAreToldApart() throws {
    let store = MemoryStore()
    let log = ChargeLog(of: Charge.self, in: store)
    let notes = ["a", "a", "a\",\"slot\":\"x", "a", "", "a"]
    let slots = ["1", "two words", "3", "a \"quoted\" \\ slot", "é", "\",\"slot\":\"6"]
    for (note, slot) in zip(notes, slots) {
      try log.charge(Charge(sigma: 1, note: note), for: slot)
    }
    let entries = try ChargeLog(of: Charge.self, in: store).entries()
    #expect(entries.map(\.slot) == slots)
    #expect(entries.map(\.charge.note) == notes)
    for (note, slot) in zip(notes, slots) {
      #expect(try log.charge(Charge(sigma: 1, note: note), for: slot) == .alreadyThere)
      expect(.slotTaken) { try log.charge(Charge(sigma: 2, note: note), for: slot) }
    }
  }

  /// Cuts the log at every byte: what was acknowledged before the cut line counts, and the log
  /// goes on.
  @Test func tornLastLineIsCut() throws {
    let whole = try Self.written(3)
    let starts = [0] + whole.indices.filter { whole[$0] == 0x0a }.map { $0 + 1 }
    for cut in whole.indices {
      let complete = starts.filter { $0 > 0 && $0 <= cut }.count
      let store = MemoryStore()
      try store.replace(Array(whole[..<cut]), at: Self.path)
      let log = ChargeLog(of: Int.self, in: store)
      #expect(try log.entries().map(\.charge) == Array(0..<complete))
      #expect(try log.charge(7, for: "new") == .created)
      #expect(try log.entries().map(\.charge) == Array(0..<complete) + [7])
    }
  }

  /// A power cut may leave the length of a line and zeros in it.
  @Test func unwrittenLastLineIsCut() throws {
    let whole = try Self.written(3)
    let last = try #require(whole.dropLast().lastIndex(of: 0x0a)) + 1
    for zeros in [last..<whole.count, last..<(whole.count - 1), (last + 20)..<(whole.count - 1)] {
      var torn = whole
      for index in zeros { torn[index] = 0 }
      let store = MemoryStore()
      try store.replace(torn, at: Self.path)
      #expect(try ChargeLog(of: Int.self, in: store).entries().map(\.charge) == [0, 1])
    }
  }

  /// Any flipped bit that is not a torn end stops the hospital: a charge must not be forgotten.
  @Test func damageIsNeverTakenForATornEnd() throws {
    let whole = try Self.written(3)
    for index in whole.indices {
      let store = MemoryStore()
      var damaged = whole
      damaged[index] ^= 1
      try store.replace(damaged, at: Self.path)
      let log = ChargeLog(of: Int.self, in: store)
      expect(.corrupt) { try log.entries() }
      expect(.corrupt) { try log.charge(7, for: "new") }
    }
  }

  @Test func doubledLineCountsOnce() throws {
    let store = MemoryStore()
    let whole = try Self.written(2)
    try store.replace(whole + whole, at: Self.path)
    #expect(try ChargeLog(of: Int.self, in: store).entries().map(\.charge) == [0, 1])
  }

  private static func written(_ count: Int) throws -> [UInt8] {
    let store = MemoryStore()
    let log = ChargeLog(of: Int.self, in: store)
    for number in 0..<count { try log.charge(number, for: "slot-\(number)") }
    return try #require(try store.read(path))
  }
}
