import SharedFolder
import Testing

@Suite struct NameGrammarTests {
  @Test(arguments: [
    "h1", "a", "st-mary", "a0-9z", "abcdefghijklmnopqrstuvwxyz01234", "com", "com10", "console",
    "nul1", "test",
  ])
  func memberNameIsAccepted(_ name: String) {
    #expect(MemberName(name)?.description == name)
  }

  @Test(arguments: [
    "", "H1", "1h", "-h", "h-", "h_1", "h.1", "h 1", "h/1", "hö", "h1\n", "..", "h1\0",
    "abcdefghijklmnopqrstuvwxyz012345", "con", "prn", "aux", "nul", "com1", "com9", "lpt1", "lpt0",
  ])
  func memberNameIsRefused(_ name: String) {
    #expect(MemberName(name) == nil)
  }

  @Test(arguments: [
    "h1/consortium/manifest.json", "h1/consortium/plan.json.minisig",
    "h1/consortium/plan.safetensors",
    "h1/consortium/approval.json", "h1/consortium/leave-0001.json", "h1/consortium/enrol-0001.json",
    "h1/consortium/enrol-12345.json", "h1/consortium/key-0002.json.minisig",
    "h1/round-000000/result.json", "h1/round-000012/commit.json",
    "h1/round-000012/masked.json", "h1/round-000012/masked.json.minisig",
    "h1/round-000012/masked.sealed", "h1/round-000012/model.sealed",
    "h1/round-000012/model.json", "h1/round-000012/unmask-0.json",
    "h1/round-000012/vote-1.json", "h1/round-000012/cut-10.json",
    "h1/round-000012/evidence-0.json", "h1/round-1000000/restart-1.json.minisig",
  ])
  func artifactPathReadsAndWrites(_ text: String) throws {
    let path = try #require(ArtifactPath(text))
    #expect(path.description == text)
    #expect(path.path.description == text)
    #expect(text.hasPrefix(path.place))
  }

  @Test(arguments: [
    "h1", "h1/round-000012", "H1/round-000012/masked.json", "h1/round-12/masked.json",
    "h1/round-0000012/masked.json", "h1/round-00001a/masked.json", "h1/round-+00012/masked.json",
    "h1/round-/masked.json", "h1/round-99999999999999999999/masked.json",
    "h1/rounds/masked.json", "h1/round-000012/Masked.json", "h1/round-000012/masked.JSON",
    "h1/round-000012/masked", "h1/round-000012/masked.json.sealed",
    "h1/round-000012/result.sealed", "h1/round-000012/unmask.json",
    "h1/round-000012/unmask-.json", "h1/round-000012/unmask-01.json",
    "h1/round-000012/unmask--1.json", "h1/round-000012/masked-0.json",
    "h1/round-000012/.json", "h1/round-000012/masked.json ", "h1/round-000012//masked.json",
    "h1/round-000012/manifest.json", "h1/consortium/masked.json", "h1/consortium/enrol-1.json",
    "h1/consortium/enrol-00001.json", "h1/status.json", "../round-000012/masked.json",
    "h1/round-000012/vote-٣.json", "h1/round-000012/model.safetensors",
    "h1/consortium/manifest.safetensors", "h1/consortium/plan.sealed",
  ])
  func artifactPathIsRefused(_ text: String) {
    #expect(ArtifactPath(text) == nil)
  }

  @Test func pathsDoNotClimb() {
    for text in [
      "", "/", "/etc", "h1/", "h1//x", "h1/../x", "..", ".", "h1/.", "h1/\0", "h1/..\0",
      "../\u{301}x", "h1/..", "h1/../\u{301}",
    ] {
      #expect(FolderPath(text) == nil, "\(text.debugDescription)")
    }
    // The kernel separates bytes, where Swift sees one letter of a slash with an accent.
    #expect(FolderPath("h1/\u{301}x")?.components == ["h1", "\u{301}x"])
    #expect(FolderPath.root.appending("..") == nil)
    #expect(FolderPath.root.appending("h1")?.appending("a/b") == nil)
    #expect(FolderPath("h1/x")?.parent == FolderPath("h1"))
    #expect(FolderPath.root.parent == .root)
  }

  @Test func foldersAreOrderedByNumber() {
    let folders: [ArtifactFolder] = [.round(1_000_000), .round(2), .consortium, .round(999_999)]
    #expect(
      folders.sorted().map(\.description) == [
        "consortium", "round-000002", "round-999999", "round-1000000",
      ])
  }

  @Test(arguments: [
    ("12", 12...12), ("round-12", 12...12), ("round-000012", 12...12), ("0", 0...0),
    ("10..14", 10...14), ("round-10..round-14", 10...14), ("round-000010..14", 10...14),
    ("7..7", 7...7),
  ])
  func roundSelectionReads(_ text: String, _ rounds: ClosedRange<Int>) {
    #expect(RoundSelection(text)?.rounds == rounds)
  }

  @Test(arguments: [
    "", "round-", "round", "-1", "1..", "..2", "..", "14..10", "1..2..3", "1...3", "1.5", "+1",
    "round--1", "Round-1", "1 ", "99999999999999999999",
  ])
  func roundSelectionIsRefused(_ text: String) {
    #expect(RoundSelection(text) == nil)
  }
}
