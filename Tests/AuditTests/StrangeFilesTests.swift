import Audit
import Foundation
import Glibc
import Testing

/// What a broken transport or a spiteful peer can leave in a folder: never a crash, never a
/// wait without end, never `verified` where a file of the round is concerned.
@Suite struct StrangeFilesTests {
  static let files = [
    "h1/round-000012/masked.json", "h2/round-000012/masked.sealed",
    "h3/round-000012/unmask-0.json.minisig", "h2/consortium/approval.json",
  ]

  @Test(arguments: files)
  func aLinkIsNotAFile(file: String) throws {
    let copy = try SharedCopy(around: 12)
    // Even to the right bytes: what it points to may lie outside and change any time.
    try copy.write(try copy.read(file), to: "elsewhere")
    try copy.remove(file)
    #expect(symlink(copy.path("elsewhere"), copy.path(file)) == 0)
    try expectComplaint(copy, file)
  }

  @Test(arguments: files)
  func aPipeDoesNotHoldTheAuditUp(file: String) throws {
    let copy = try SharedCopy(around: 12)
    try copy.remove(file)
    #expect(mkfifo(copy.path(file), 0o644) == 0)
    try expectComplaint(copy, file)
  }

  @Test(arguments: files)
  func aDirectoryIsNotAFile(file: String) throws {
    let copy = try SharedCopy(around: 12)
    try copy.remove(file)
    #expect(mkdir(copy.path(file), 0o755) == 0)
    try expectComplaint(copy, file)
  }

  /// Ten gigabytes of holes, as a transport that reserves space leaves them.
  @Test(arguments: files)
  func aHugeFileIsNotRead(file: String) throws {
    let copy = try SharedCopy(around: 12)
    #expect(truncate(copy.path(file), 10 << 30) == 0)
    try expectComplaint(copy, file)
  }

  @Test(arguments: files)
  func aNameInOtherCaseIsAnotherName(file: String) throws {
    let copy = try SharedCopy(around: 12)
    let folder = (file as NSString).deletingLastPathComponent
    let other = "\(folder)/\((file as NSString).lastPathComponent.uppercased())"
    try copy.write([0x0a], to: other)
    #expect(try copy.audit(.rounds([12])).verdict.verdict == .verified)
    try copy.write(try copy.read(file), to: other)
    try copy.remove(file)
    try expectComplaint(copy, file)
  }

  @Test func strangeNamesAreNotedAndNotRead() throws {
    let copy = try SharedCopy(around: 12)
    let names = [
      "masked (h2's conflicted copy 2026-11-24).json", "masked.sync-conflict-20261124.json",
      "unmask-00.json", "..json", "\u{e9}.json", ".nfs0001", "masked.json\n",
    ]
    for name in names { try copy.write([0], to: "h1/round-000012/\(name)") }
    #expect(mkfifo(copy.path("h1/round-000012/pipe"), 0o644) == 0)
    for folder in ["h1/round-12", "H1", "h4", "h1/round-000012/masked"] {
      #expect(mkdir(copy.path(folder), 0o755) == 0)
    }
    let report = try copy.audit(.rounds([12]))
    #expect(report.verdict.verdict == .verified, "\(report.text)")
    let notes = report.findings.filter { $0.word == .note }.compactMap(\.file)
    #expect(notes.contains("h1/round-000012/masked.sync-conflict-20261124.json"))
    // A name cannot pass for a line of the report.
    try copy.write([0], to: "h1/round-000012/x\nverdict: violated")
    let lines = try copy.audit(.rounds([12])).text.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("verdict: ") } == 1)
  }

  /// A file of the protocol's later versions: this one cannot say that nothing is wrong.
  @Test func aFileThatThisVersionCannotJudgeLeavesTheRoundOpen() throws {
    let copy = try SharedCopy(around: 12)
    try copy.write([0x0a], to: "h1/round-000012/vote-1.json")
    let report = try copy.audit(.rounds([12]))
    #expect(report.verdict.verdict == .incomplete)
    #expect(!report.complaints(about: "h1/round-000012/vote-1.json").isEmpty)
  }

  /// A folder in place of which something else stands.
  @Test(arguments: ["h2/round-000012", "h2/consortium", "h2"])
  func aFolderThatIsNoneHidesNothing(folder: String) throws {
    for kind in ["link", "pipe", "file"] {
      let copy = try SharedCopy(around: 12)
      try FileManager.default.moveItem(atPath: copy.path(folder), toPath: copy.path("elsewhere"))
      switch kind {
      case "link": #expect(symlink(copy.path("elsewhere"), copy.path(folder)) == 0)
      case "pipe": #expect(mkfifo(copy.path(folder), 0o644) == 0)
      default: try copy.write([0x0a], to: folder)
      }
      let report = try copy.audit(.rounds([12]))
      #expect(report.verdict.verdict == .incomplete, "\(kind): \(report.text)")
    }
  }

  private func expectComplaint(_ copy: SharedCopy, _ file: String) throws {
    let report = try copy.audit(.rounds([12]))
    #expect(report.verdict.verdict != .verified)
    #expect(!report.complaints(about: file).isEmpty, "\(report.text)")
  }
}
