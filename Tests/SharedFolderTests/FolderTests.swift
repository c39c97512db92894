import SharedFolder
import Testing

/// What holds for every folder, on disk and in memory alike.
@Suite struct FolderTests {
  @Test(arguments: FolderKind.allCases) func publishedIsListedAndRead(_ kind: FolderKind) throws {
    let folder = kind.make()
    let masked = try artifact("h1/round-000012/masked.json")
    #expect(try folder.publish([1, 2, 3], at: masked) == .published)
    #expect(try folder.read(masked, limit: 3) == [1, 2, 3])
    #expect(try folder.list(.root) == ["h1"])
    #expect(try folder.list(try path("h1")) == ["round-000012"])
    #expect(try folder.list(try path("h1/round-000012")) == ["masked.json"])
  }

  @Test(arguments: FolderKind.allCases, [0, 1, 65_536, 3_000_001])
  func anySizeIsRead(_ kind: FolderKind, _ size: Int) throws {
    let folder = kind.make()
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let sealed = try artifact("h1/round-000012/masked.sealed")
    try folder.publish(bytes, at: sealed)
    #expect(try folder.read(sealed, limit: size) == bytes)
  }

  /// Sizes around the pieces in which a disk's file is compared; every byte counts.
  @Test(arguments: FolderKind.allCases, [0, 1, 65_535, 65_536, 65_537, 200_000])
  func contentIsCompared(_ kind: FolderKind, _ size: Int) throws {
    let folder = kind.make()
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let sealed = try artifact("h1/round-000012/masked.sealed")
    try folder.publish(bytes, at: sealed)
    #expect(try folder.holds(bytes, at: sealed.path))
    #expect(try !folder.holds(bytes + [0], at: sealed.path))
    for place in Set([0, size / 2, 65_535, 65_536, size - 1]) where bytes.indices.contains(place) {
      var other = bytes
      other[place] ^= 1
      #expect(try !folder.holds(other, at: sealed.path), "\(place)")
      #expect(try !folder.holds(Array(bytes.prefix(place)), at: sealed.path), "\(place)")
    }
    let error = #expect(throws: FolderError.self) {
      try folder.holds(bytes, at: path("h1/round-000012/masked.json"))
    }
    #expect(error?.code == .missing)
  }

  @Test(arguments: FolderKind.allCases) func publishingAgainChangesNothing(_ kind: FolderKind)
    throws
  {
    let folder = kind.make()
    let masked = try artifact("h1/round-000012/masked.json")
    try folder.publish([1, 2, 3], at: masked)
    #expect(try folder.publish([1, 2, 3], at: masked) == .alreadyThere)
    for other: [UInt8] in [[1, 2, 4], [1, 2], [1, 2, 3, 4], []] {
      let error = #expect(throws: FolderError.self) { try folder.publish(other, at: masked) }
      #expect(error?.code == .conflict)
    }
    #expect(try folder.read(masked, limit: 10) == [1, 2, 3])
    #expect(try folder.list(try path("h1/round-000012")) == ["masked.json"])
  }

  @Test(arguments: FolderKind.allCases) func foreignThingAtTheNameIsAConflict(_ kind: FolderKind)
    throws
  {
    let folder = kind.make()
    folder.plant([9], "h1/round-000012/masked.json/inside")
    let error = #expect(throws: FolderError.self) {
      try folder.publish([1], at: try artifact("h1/round-000012/masked.json"))
    }
    #expect(error?.code == .conflict)
    #expect(error?.isTransient == false)
  }

  /// A sealed file can be removed; a link or a folder under its name is not what was published.
  @Test(arguments: FolderKind.allCases) func aPayloadIsRemoved(_ kind: FolderKind) throws {
    let folder = kind.make()
    let sealed = try artifact("h1/round-000001/masked.sealed")
    #expect(try folder.removePayload(at: sealed) == false)
    for name in ["masked.sealed", "masked.json"] {
      try folder.publish([1], at: artifact("h1/round-000001/\(name)"))
    }
    #expect(try folder.removePayload(at: sealed))
    #expect(try folder.removePayload(at: sealed) == false)
    #expect(try folder.list(path("h1/round-000001")) == ["masked.json"])
    folder.plant([1], "h1/round-000001/model.sealed/x")
    #expect(throws: FolderError.self) {
      try folder.removePayload(at: artifact("h1/round-000001/model.sealed"))
    }
    #expect(try folder.list(path("h1/round-000001/model.sealed")) == ["x"])
  }

  @Test(arguments: FolderKind.allCases) func missingIsToldApart(_ kind: FolderKind) throws {
    let folder = kind.make()
    folder.plant([1], "h1/file")
    #expect(try folder.list(try path("h2")) == [])
    #expect(try folder.list(try path("h1/round-000001")) == [])
    expect(.missing) { try folder.read(try path("h1/none"), limit: 1) }
    expect(.missing) { try folder.read(try path("h2/none/x"), limit: 1) }
    expect(.notRegular) { try folder.read(.root, limit: 1) }
    expect(.notRegular) { try folder.read(try path("h1"), limit: 1) }
    expect(.notRegular) { try folder.read(try path("h1/file/x"), limit: 1) }
    expect(.notRegular) { try folder.list(try path("h1/file")) }
  }

  @Test(arguments: FolderKind.allCases) func sizeIsCapped(_ kind: FolderKind) throws {
    let folder = kind.make()
    folder.plant([1, 2, 3], "h1/round-000001/masked.json")
    expect(.tooLarge) { try folder.read(try path("h1/round-000001/masked.json"), limit: 2) }
    #expect(try folder.read(try path("h1/round-000001/masked.json"), limit: 3).count == 3)
  }

  @Test(arguments: FolderKind.allCases) func statusIsReplaced(_ kind: FolderKind) throws {
    let folder = kind.make()
    let status = StatusPath(try #require(MemberName("h1")))
    try folder.replace([1], at: status)
    try folder.replace([2, 2], at: status)
    #expect(try folder.read(status.path, limit: 9) == [2, 2])
    #expect(try folder.list(try path("h1")) == ["status.json"])
  }

  @Test(arguments: FolderKind.allCases) func otherSpellingIsNotOurs(_ kind: FolderKind) throws {
    let folder = kind.make()
    folder.plant([9], "h1/round-000001/Masked.json")
    let masked = try artifact("h1/round-000001/masked.json")
    #expect(try folder.publish([1], at: masked) == .published)
    #expect(try folder.read(masked, limit: 1) == [1])
  }

  @Test(arguments: FolderKind.allCases) func mountIsJudgedByTheOwnFiles(_ kind: FolderKind) throws {
    let folder = kind.make()
    let newest = try artifact("h1/round-000012/unmask-0.json")
    try folder.checkMounted(newest: nil)
    expect(.notMounted) { try folder.checkMounted(newest: newest) }
    folder.plant([1], "h1/status.json")
    folder.plant([1], "h2/round-000012/masked.json")
    expect(.notMounted) { try folder.checkMounted(newest: newest) }
    folder.plant([1], "h1/round-000011/masked.json")
    try folder.checkMounted(newest: newest)
  }

  private func expect(
    _ code: FolderError.Code, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () throws -> some Any
  ) {
    let error = #expect(throws: FolderError.self, sourceLocation: sourceLocation) { _ = try body() }
    #expect(error?.code == code, sourceLocation: sourceLocation)
  }
}
