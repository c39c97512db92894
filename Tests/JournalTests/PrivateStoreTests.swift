import Journal
import Testing

/// What holds for every store, on disk and in memory alike.
@Suite struct PrivateStoreTests {
  @Test(arguments: StoreKind.allCases) func nothingIsThereAtFirst(_ kind: StoreKind) throws {
    let store = try kind.make()
    #expect(try store.list(StorePath()) == [])
    #expect(try store.list(StorePath("a", "b")) == [])
    #expect(try store.read(StorePath("a", "b")) == nil)
    try store.remove(StorePath("a", "b"), wiping: true)
  }

  @Test(arguments: StoreKind.allCases) func createdIsNeverChanged(_ kind: StoreKind) throws {
    let store = try kind.make()
    let path = StorePath("a", "b")
    #expect(try store.create([1, 2, 3], at: path) == .created)
    #expect(try store.create([1, 2, 3], at: path) == .alreadyThere)
    for other: [UInt8] in [[1, 2, 4], [1, 2], [1, 2, 3, 4], []] {
      expect(.slotTaken) { try store.create(other, at: path) }
    }
    #expect(try store.read(path) == [1, 2, 3])
    #expect(try store.list(StorePath("a")) == ["b"])
  }

  @Test(arguments: StoreKind.allCases) func directoryIsNeverChanged(_ kind: StoreKind) throws {
    let store = try kind.make()
    let path = StorePath("a", "b")
    let files: [(name: String, bytes: [UInt8])] = [("x", [1]), ("y", []), ("z", [3, 3])]
    #expect(try store.createDirectory(files, at: path) == .created)
    #expect(try store.createDirectory(files.reversed(), at: path) == .alreadyThere)
    expect(.slotTaken) { try store.createDirectory(files.dropLast(), at: path) }
    expect(.slotTaken) { try store.createDirectory(files + [("w", [])], at: path) }
    for index in 0..<3 {
      var other = files
      other[index].bytes.append(9)
      expect(.slotTaken) { try store.createDirectory(other, at: path) }
    }
    #expect(Set(try store.list(path)) == ["x", "y", "z"])
    #expect(try store.read(path.appending("z")) == [3, 3])
  }

  @Test(arguments: StoreKind.allCases) func contentIsReplacedAndExtended(_ kind: StoreKind) throws {
    let store = try kind.make()
    let path = StorePath("a", "b", "c")
    try store.replace([1], at: path)
    try store.replace([2, 2], at: path)
    try store.append([3], to: path)
    try store.append([], to: path)
    #expect(try store.read(path) == [2, 2, 3])
    try store.append([5], to: StorePath("log"))
    #expect(try store.read(StorePath("log")) == [5])
    #expect(Set(try store.list(StorePath())) == ["a", "log"])
  }

  @Test(arguments: StoreKind.allCases, [true, false])
  func removedIsGone(_ kind: StoreKind, _ wiping: Bool) throws {
    let store = try kind.make()
    _ = try store.create([1], at: StorePath("a", "b"))
    try store.remove(StorePath("a", "b"), wiping: wiping)
    try store.remove(StorePath("a", "b"), wiping: wiping)
    #expect(try store.list(StorePath("a")) == [])
    #expect(try store.create([2], at: StorePath("a", "b")) == .created)
  }

  @Test(arguments: StoreKind.allCases) func sizeIsCapped(_ kind: StoreKind) throws {
    let store = try kind.make()
    try store.replace([1, 2, 3], at: StorePath("a"))
    #expect(try store.read(StorePath("a"), limit: 3) == [1, 2, 3])
    expect(.tooLarge) { try store.read(StorePath("a"), limit: 2) }
  }

  @Test(arguments: StoreKind.allCases) func anyTextIsAName(_ kind: StoreKind) throws {
    let store = try kind.make()
    let names = [
      "h1/round-000012/masked", "..", ".", ".tmp", ".lock", "A", "a", "%", "%2f", "a b", "é", "\n",
      "\0", "x.json", "-", "~", "con",
    ]
    for name in names { #expect(try store.create([1], at: StorePath("d", name)) == .created) }
    #expect(try store.list(StorePath("d")).sorted() == names.sorted())
  }

  @Test(arguments: StoreKind.allCases) func unusableNamesAreRefused(_ kind: StoreKind) throws {
    let store = try kind.make()
    for path in [
      StorePath("d", ""), StorePath("d", String(repeating: "a", count: 256)),
      StorePath("d", String(repeating: "/", count: 86)),
    ] {
      expect(.invalidName) { try store.create([1], at: path) }
      expect(.invalidName) { try store.replace([1], at: path) }
      expect(.invalidName) { try store.append([1], to: path) }
      expect(.invalidName) { try store.createDirectory([("x", [1])], at: path) }
    }
    #expect(try store.create([1], at: StorePath(String(repeating: "a", count: 255))) == .created)
    #expect(try store.create([1], at: StorePath(String(repeating: "/", count: 85))) == .created)
  }
}
