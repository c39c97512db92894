import Audit
import Foundation
import Sodium
import Testing

/// `compare`: what two hospitals' copies of one folder tell about whoever runs it.
@Suite struct ComparisonTests {
  private func compare(_ one: SharedCopy, _ other: SharedCopy) throws -> FolderComparison {
    try withExtendedLifetime((one, other)) {
      try FolderComparison(one.root, other.root, session: nil)
    }
  }

  @Test func equalCopiesAreTheSame() throws {
    let comparison = try compare(try SharedCopy(), try SharedCopy())
    #expect(comparison.exitCode == 0)
    #expect(comparison.same == Repository.files.keys.count { !$0.hasSuffix(".minisig") })
    #expect(comparison.printout.text.contains("the same: "))
  }

  @Test func whatIsOnItsWayIsMissingOnly() throws {
    let (whole, late) = (try SharedCopy(), try SharedCopy())
    for file in try late.files("h3/round-000016") { try late.remove(file) }
    #expect(try Tampering.cut.apply(to: "h2/round-000016/masked.sealed", in: late))
    try late.remove("h2/round-000016/unmask-0.json.minisig")
    // Room that a transfer has reserved: the beginning, then zeros.
    let half = try late.read("h1/round-000016/masked.sealed")
    try late.write(
      Array(half.prefix(500)) + [UInt8](repeating: 0, count: half.count - 500),
      to: "h1/round-000016/masked.sealed")
    for (one, other, lacking) in [(whole, late, 2), (late, whole, 1)] {
      let comparison = try compare(one, other)
      #expect(comparison.exitCode == 2, "\(comparison.printout.text)")
      #expect(comparison.differences.allSatisfy { $0.lacking == lacking })
      let kinds = comparison.differences.reduce(into: [:]) { $0[$1.file] = $1.kind }
      #expect(kinds["h3/round-000016/unmask-0.json"] == .missing)
      #expect(kinds["h2/round-000016/masked.sealed"] == .incomplete)
      #expect(kinds["h1/round-000016/masked.sealed"] == .incomplete)
      #expect(kinds["h2/round-000016/unmask-0.json"] == .incomplete)
    }
  }

  /// What is missing in the midst of what came later is not explained by a transfer.
  @Test func whatIsHeldBackIsSaidSo() throws {
    let (whole, shown) = (try SharedCopy(), try SharedCopy())
    for ending in [".json", ".json.minisig"] {
      try shown.remove("h3/round-000011/unmask-0" + ending)
      try shown.remove("h2/round-000012/masked" + ending)
    }
    let differences = try compare(whole, shown).differences.filter { $0.kind == .missing }
    #expect(differences.count == 2 && differences.allSatisfy { !$0.isExplainedByTransit })
    let acted = try #require(differences.first { $0.file == "h2/round-000012/masked.json" })
    #expect(acted.judgement.contains("acted on it"), "\(acted.judgement)")
    let later = try #require(differences.first { $0.file == "h3/round-000011/unmask-0.json" })
    #expect(later.judgement.contains("later files of h3"), "\(later.judgement)")
  }

  @Test func aChangeByTheOperatorIsNotTransit() throws {
    for (file, tampering) in [
      ("h2/round-000012/masked.json", Tampering.flipMiddle),
      ("h2/round-000012/masked.json.minisig", .swapMember),
      ("h1/round-000012/masked.sealed", .flipLast), ("h2/round-000012/model.sealed", .extend),
    ] {
      let spoilt = try SharedCopy(around: 12)
      #expect(try tampering.apply(to: file, in: spoilt))
      let comparison = try compare(spoilt, try SharedCopy(around: 12))
      #expect(comparison.exitCode == 1)
      let found = try #require(comparison.differences.first)
      #expect(comparison.differences.count == 1 && found.kind == .altered && found.lacking == 1)
      #expect(file.hasPrefix(found.file) && found.judgement.contains("the first directory"))
    }
  }

  /// A hospital, or somebody with its key, that tells two hospitals two things.
  @Test func twoSignedVersionsAreAnEquivocation() throws {
    let forgery = try Forgery()
    let file = "h2/round-000002/unmask-0.json"
    let one = Digest(hashing: try forgery.copy.read(file))
    try forgery.edit(file) { $0.changed(after: "\"created\":\"") }
    let two = Digest(hashing: try forgery.copy.read(file))
    let comparison = try compare(try forgery.consortium.copy(), forgery.copy)
    #expect(comparison.exitCode == 1)
    let found = try #require(comparison.differences.first)
    #expect(comparison.differences.count == 1 && found.kind == .equivocation)
    #expect(found.signer == "h2" && found.file == file)
    #expect(found.first == one.hex && found.second == two.hex)
    #expect(comparison.printout.text.contains("EQUIVOCATION  \(file)"))
  }

  /// The second version shows only beside a copy that a third hospital relayed.
  @Test func aRelayedVersionCounts() throws {
    let forgery = try Forgery()
    let file = "h2/round-000002/masked"
    try forgery.edit(file + ".json") { $0.changed(after: "\"created\":\"") }
    let (one, other) = (try forgery.consortium.copy(), try forgery.consortium.copy())
    for ending in [".json", ".json.minisig"] {
      try other.write(
        try forgery.copy.read(file + ending), to: "h3/round-000002/relay-h2" + ending)
    }
    let comparison = try compare(one, other)
    #expect(comparison.exitCode == 1)
    let found = try #require(comparison.differences.first)
    #expect(found.kind == .equivocation && found.signer == "h2", "\(comparison.printout.text)")
    #expect(found.second.contains("in h3/round-000002/relay-h2.json"))
    // Shown to both alike, it is for 'verify' to say.
    let third = try SharedCopy(of: other.root)
    #expect(try compare(other, third).exitCode == 0)
  }

  @Test func twoConsortiumsAndWrongWords() throws {
    let (one, other) = (try SharedCopy(), try Course.small.get().copy())
    let comparison = try compare(one, other)
    #expect(comparison.exitCode == 1 && comparison.differences.count == 1)
    #expect(throws: AuditError.self) { try compare(one, one) }
    let missing = #expect(throws: AuditError.self) {
      try FolderComparison(one.root, "/nonexistent", session: nil)
    }
    #expect(missing?.status == 66)
    let third = try SharedCopy()
    let session = #expect(throws: AuditError.self) {
      try withExtendedLifetime(third) {
        try FolderComparison(one.root, third.root, session: String(repeating: "0", count: 16))
      }
    }
    #expect(session?.status == 64)
  }
}
