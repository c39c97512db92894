import SharedFolder
import Testing

/// Names that transports were seen to leave, and what they are taken for.
@Suite struct IgnoredNameTests {
  static let strangers: [(String, IgnoredName.Reason)] = [
    ("masked.sync-conflict-20261123-191028-NAH5Y5Y.json", .conflictCopy),
    ("masked (h2's conflicted copy 2026-11-23).json", .conflictCopy),
    ("masked (conflicted copy 2026-11-23 191028).json", .conflictCopy),
    ("masked_conflict-20261123-191028.json", .conflictCopy),
    ("masked (Case Conflict).json", .conflictCopy),
    ("masked (Unicode Encoding Conflict).json", .conflictCopy),
    ("~syncthing~h1-0123456789abcdef.tmp", .temporary),
    (".syncthing.masked.json.tmp", .temporary),
    (".masked.json.aB3dE9", .temporary),
    ("masked.json.part", .temporary),
    ("masked.sealed.partial", .temporary),
    ("masked.json~", .temporary),
    (".nfs000000000000000300000001", .toolFile),
    (".DS_Store", .toolFile),
    (".stfolder", .toolFile),
    ("Masked.json", .caseDiffers),
    ("masked.JSON", .caseDiffers),
    ("unmask-00.json", .numberSpelling),
    ("unmask-0000.json", .numberSpelling),
    ("manifest.json", .misplaced),
    ("notes.txt", .unknown),
    ("masked.json\n", .unknown),
  ]

  @Test(arguments: FolderKind.allCases) func artifactFolderIsSortedOut(_ kind: FolderKind) throws {
    let folder = kind.make()
    for (name, _) in Self.strangers {
      folder.plant([1], "h1/round-000012/\(name)")
    }
    folder.plant([1], "h1/round-000012/masked.json")
    folder.plant([1], "h1/round-000012/masked.json.minisig")
    let member = try #require(MemberName("h1"))
    let listing = try folder.artifacts(of: member, in: .round(12))
    #expect(listing.names.map(\.description) == ["masked.json", "masked.json.minisig"])
    #expect(listing.ignored.count == Self.strangers.count)
    for (name, reason) in Self.strangers {
      #expect(listing.ignored.first { $0.name == name }?.reason == reason, "\(name)")
    }
  }

  @Test(arguments: FolderKind.allCases) func memberFolderIsSortedOut(_ kind: FolderKind) throws {
    let folder = kind.make()
    for name in ["round-000012", "round-12", "round-0000012", "Round-000012", "consortium", "x"] {
      folder.plant([1], "h1/\(name)/a")
    }
    folder.plant([1], "h1/status.json")
    let listing = try folder.folders(of: try #require(MemberName("h1")))
    #expect(listing.names == [.consortium, .round(12)])
    #expect(
      listing.ignored.map(\.description) == [
        #""Round-000012": caseDiffers"#, #""round-0000012": numberSpelling"#,
        #""round-12": numberSpelling"#, #""x": unknown"#,
      ])
  }

  @Test(arguments: FolderKind.allCases) func rootIsSortedOut(_ kind: FolderKind) throws {
    let folder = kind.make()
    for name in ["h2", "h1", "H1", "con", ".stfolder", "plan"] {
      folder.plant([1], "\(name)/a")
    }
    folder.plant([1], "readme.txt")
    let listing = try folder.members()
    #expect(listing.names.map(\.name) == ["h1", "h2", "plan"])
    #expect(listing.ignored.map(\.name) == [".stfolder", "H1", "con", "readme.txt"])
    #expect(
      listing.ignored.map(\.reason) == [.toolFile, .caseDiffers, .unknown, .unknown])
  }

  @Test func controlCharactersAreShownEscaped() throws {
    let folder = MemoryFolder()
    try folder.plant([1], at: try path("h1/round-000001/\u{1b}[31mred\n"))
    let listing = try folder.artifacts(of: try #require(MemberName("h1")), in: .round(1))
    #expect(listing.ignored.map(\.description) == [#""\u{1B}[31mred\n": unknown"#])
  }
}
