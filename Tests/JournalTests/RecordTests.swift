import Foundation
import Journal
import Testing

/// Outbox, vault, secrets and values over both stores.
@Suite struct RecordTests {
  static let files = [
    Outbox.File(path: "h1/round-000012/masked.sealed", bytes: [9, 9]),
    Outbox.File(path: "h1/round-000012/masked.json", bytes: [1]),
    Outbox.File(path: "h1/round-000012/masked.json.minisig", bytes: [2]),
  ]

  @Test(arguments: StoreKind.allCases) func slotIsFilledOnce(_ kind: StoreKind) throws {
    let outbox = Outbox(try kind.make())
    let slot = "masked/12/00ff"
    #expect(try outbox.contains(slot) == false)
    #expect(try outbox.files(of: slot) == [])
    #expect(try outbox.fill(slot, with: Self.files) == .created)
    #expect(try outbox.fill(slot, with: Self.files) == .alreadyThere)
    expect(.slotTaken) { try outbox.fill(slot, with: Self.files.reversed()) }
    expect(.slotTaken) { try outbox.fill(slot, with: Self.files.dropLast()) }
    let other = Outbox.File(path: Self.files[1].path, bytes: [7])
    expect(.slotTaken) { try outbox.fill(slot, with: [Self.files[0], other, Self.files[2]]) }
    #expect(try outbox.files(of: slot) == Self.files)
    #expect(try outbox.paths(of: slot) == Self.files.map(\.path))
    #expect(try outbox.contains(slot))
    try outbox.fill("masked/13/00ff", with: Self.files)
    #expect(try outbox.slots() == ["masked/12/00ff", "masked/13/00ff"])
  }

  /// What an earlier version filled, side by side in one directory, stays filled.
  @Test(arguments: StoreKind.allCases) func slotsOfEarlierVersionsCount(_ kind: StoreKind) throws {
    let store = try kind.make()
    let outbox = Outbox(store)
    let entries = Self.files.enumerated().map { (name: "\($0)-\($1.path)", bytes: $1.bytes) }
    _ = try store.createDirectory(entries, at: StorePath("outbox", "round-000012/masked"))
    #expect(try outbox.contains("round-000012/masked"))
    #expect(try outbox.files(of: "round-000012/masked") == Self.files)
    #expect(try outbox.fill("round-000012/masked", with: Self.files) == .alreadyThere)
    expect(.slotTaken) { try outbox.fill("round-000012/masked", with: Self.files.reversed()) }
    #expect(try outbox.fill("round-000012/unmask-0", with: Self.files) == .created)
    #expect(try outbox.fill("consortium/plan", with: Self.files) == .created)
    #expect(try outbox.names(in: "round-000012") == ["masked", "unmask-0"])
    #expect(try outbox.names(in: "round-000013") == [])
    #expect(try outbox.folders() == ["consortium", "round-000012"])
    #expect(
      try outbox.slots() == ["consortium/plan", "round-000012/masked", "round-000012/unmask-0"])
    #expect(
      try outbox.files(of: "round-000012/masked", where: { $0.hasSuffix(".json") })
        == [Self.files[1]])
  }

  /// An older program does not see what this one has filled, and could fill it anew.
  @Test(arguments: StoreKind.allCases) func aSlotFilledByTwoVersionsIsDamage(
    _ kind: StoreKind
  ) throws {
    let store = try kind.make()
    let outbox = Outbox(store)
    let slot = "round-000012/masked"
    try outbox.fill(slot, with: Self.files)
    _ = try store.createDirectory(
      [(name: "0-h1/round-000012/masked.json", bytes: [2])], at: StorePath("outbox", slot))
    // Where it has taken back what was published it is the same.
    let entries = Self.files.enumerated().map { (name: "\($0)-\($1.path)", bytes: $1.bytes) }
    try outbox.fill("round-000012/vote-1", with: Self.files)
    _ = try store.createDirectory(entries, at: StorePath("outbox", "round-000012/vote-1"))
    #expect(try outbox.files(of: "round-000012/vote-1") == Self.files)
    expect(.corrupt) { _ = try outbox.files(of: slot) }
    expect(.corrupt) { _ = try outbox.contains(slot) }
    expect(.corrupt) { try outbox.fill(slot, with: Self.files) }
  }

  /// A payload goes, what is signed stays, and the slot stays filled; also where an earlier version has
  /// filled it as well, and a crash comes between the two.
  @Test(arguments: StoreKind.allCases) func aPayloadIsDropped(_ kind: StoreKind) throws {
    let store = try kind.make()
    let outbox = Outbox(store)
    let sealed = Self.files[0].path
    let entries = Self.files.enumerated().map { (name: "\($0)-\($1.path)", bytes: $1.bytes) }
    for slot in ["round-000012/masked", "round-000013/masked", "round-000014/masked"] {
      try outbox.fill(slot, with: Self.files)
      if slot != "round-000012/masked" {
        _ = try store.createDirectory(entries, at: StorePath("outbox", slot))
      }
    }
    try store.remove(StorePath("signed", "round-000014", "masked", "0-\(sealed)"), wiping: false)
    for slot in ["round-000012/masked", "round-000013/masked", "round-000014/masked"] {
      #expect(try outbox.drop(sealed, of: slot))
      #expect(try outbox.drop(sealed, of: slot) == false)
      #expect(try outbox.files(of: slot) == Array(Self.files.dropFirst()))
      #expect(try outbox.contains(slot))
      expect(.slotTaken) { try outbox.fill(slot, with: Self.files) }
      if slot != "round-000012/masked" {
        #expect(try store.list(StorePath("outbox", slot)).count == 2, "\(slot)")
      }
    }
  }

  @Test(arguments: StoreKind.allCases) func orderHoldsForManyFiles(_ kind: StoreKind) throws {
    let outbox = Outbox(try kind.make())
    let files = (0..<12).map { Outbox.File(path: "\(11 - $0)-x", bytes: [UInt8($0)]) }
    try outbox.fill("many", with: files)
    #expect(try outbox.files(of: "many") == files)
  }

  @Test(arguments: StoreKind.allCases) func firstCopyWins(_ kind: StoreKind) throws {
    let vault = Vault(try kind.make())
    let masked = "h2/round-000012/masked.json"
    #expect(try vault.keep([1], at: masked) == .kept)
    #expect(try vault.keep([1], at: masked) == .alreadyKept)
    #expect(try vault.keep([2], at: masked) == .differs)
    #expect(try vault.read(masked) == [1])
    #expect(try vault.keep([3], at: "h2/round-000012/masked.sealed") == .kept)
    #expect(try vault.keep([4], at: "h3/consortium/approval.json") == .kept)
    #expect(try vault.names(in: "") == ["h2", "h3"])
    #expect(try vault.names(in: "h2/round-000012") == ["masked.json", "masked.sealed"])
    #expect(try vault.names(in: "h4") == [])
    try vault.drop("h2/round-000012/masked.sealed")
    #expect(try vault.read("h2/round-000012/masked.sealed") == nil)
    #expect(try vault.names(in: "h2/round-000012") == ["masked.json"])
  }

  @Test(arguments: StoreKind.allCases) func secretIsWrittenOnceAndErased(_ kind: StoreKind) throws {
    let secrets = SecretStore(try kind.make())
    let first: [UInt8] = [1, 2, 3]
    try first.withUnsafeBytes { bytes in
      #expect(try secrets.store(bytes, as: "round/1/12") == .created)
      #expect(try secrets.store(bytes, as: "round/1/12") == .alreadyThere)
      try secrets.store(bytes, as: "identity")
    }
    let other: [UInt8] = [9]
    expect(.slotTaken) {
      try other.withUnsafeBytes { try secrets.store($0, as: "round/1/12") }
    }
    #expect(try secrets.read("round/1/12") == first)
    #expect(try secrets.names() == ["identity", "round/1/12"])
    try secrets.erase("round/1/12")
    try secrets.erase("round/1/12")
    #expect(try secrets.read("round/1/12") == nil)
    #expect(try secrets.names() == ["identity"])
  }

  /// A crash between the zeros and the deletion leaves no secret, and nothing that stops a start.
  @Test(arguments: StoreKind.allCases) func halfErasedIsErased(_ kind: StoreKind) throws {
    let store = try kind.make()
    let secrets = SecretStore(store)
    let key: [UInt8] = [0, 7, 0]
    _ = try key.withUnsafeBytes { try secrets.store($0, as: "enrol-1") }
    #expect(try secrets.read("enrol-1") == key)
    try store.replace([0, 0, 0], at: StorePath("secrets", "enrol-1"))
    #expect(try secrets.read("enrol-1") == nil)
    #expect(try secrets.names() == ["enrol-1"])
    try secrets.erase("enrol-1")
    #expect(try secrets.names().isEmpty)
  }

  @Test(arguments: StoreKind.allCases) func valueOutlives(_ kind: StoreKind) throws {
    let journal = Journal(try kind.make())
    let heads = journal.value("heads", of: [String: Int].self)
    #expect(try heads.load() == nil)
    try heads.save(["h1": 3])
    try heads.save(["h1": 4, "h2/x": 1])
    #expect(try journal.value("heads", of: [String: Int].self).load() == ["h1": 4, "h2/x": 1])
    expect(.corrupt) { try journal.value("heads", of: [Int].self).load() }
  }

  @Test func damagedValueIsNotBelieved() throws {
    let store = MemoryStore()
    let value = DurableValue("v", of: [Int].self, in: store)
    try value.save([1, 2, 3])
    let path = StorePath("values", "v")
    let bytes = try #require(try store.read(path))
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= 1
      try store.replace(damaged, at: path)
      expect(.corrupt) { try value.load() }
      try store.replace(Array(bytes[..<index]), at: path)
      expect(.corrupt) { try value.load() }
    }
  }
}
