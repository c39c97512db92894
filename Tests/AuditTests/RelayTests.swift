import Artifacts
import Audit
import Foundation
import Testing

/// Copies of a member's masked file in another member's folder: each proves itself.
@Suite struct RelayTests {
  private static let parts = ["json", "json.minisig", "sealed"]
  private static let original = "h2/round-000012/masked"
  private static let relay = "h1/round-000012/relay-h2"

  private func relayed() throws -> SharedCopy {
    let copy = try SharedCopy(around: 12)
    for part in Self.parts {
      try copy.write(try copy.read("\(Self.original).\(part)"), to: "\(Self.relay).\(part)")
    }
    return copy
  }

  @Test func aCopyIsAsGoodAsTheOriginal() throws {
    let copy = try relayed()
    #expect(try copy.audit(.rounds([12])).verdict.verdict == .verified)
    for part in Self.parts { try copy.remove("\(Self.original).\(part)") }
    let report = try copy.audit(.rounds([12]))
    #expect(report.verdict.verdict == .verified, "\(report.text)")
  }

  @Test(.enabled(if: Shell.hasTools, "minisign, jq or b2sum is not installed"))
  func aCopyIsAsGoodByHand() throws {
    let copy = try relayed()
    for part in Self.parts { try copy.remove("\(Self.original).\(part)") }
    let result = try copy.byHand(12)
    #expect(result.status == 0, "\(result.output)")
    #expect(try Tampering.flipMiddle.apply(to: Self.relay + ".json", in: copy))
    let spoilt = try copy.byHand(12)
    #expect(spoilt.status == 1 && spoilt.output.contains(Self.relay + ".json"), "\(spoilt.output)")
  }

  @Test(arguments: Tampering.allCases.filter { ![.swapMember, .swapRound].contains($0) })
  func aSpoiltCopyIsFoundAndNamed(tampering: Tampering) throws {
    let copy = try relayed()
    for part in Self.parts {
      let file = "\(Self.relay).\(part)"
      let whole = try copy.read(file)
      #expect(try tampering.apply(to: file, in: copy))
      let report = try copy.audit(.rounds([12]))
      #expect(report.verdict.verdict != .verified, "\(file)")
      #expect(!report.complaints(about: file).isEmpty, "\(file): \(report.text)")
      try copy.write(whole, to: file)
    }
  }

  /// A copy of what the author never signed for this place.
  @Test func aCopyOfSomethingElseIsRefused() throws {
    for source in ["h2/round-000011/masked", "h3/round-000012/masked"] {
      let copy = try relayed()
      for part in Self.parts {
        try copy.write(try copy.read("\(source).\(part)"), to: "\(Self.relay).\(part)")
      }
      let report = try copy.audit(.rounds([12]))
      #expect(report.verdict.verdict == .violated, "\(report.text)")
    }
  }

  /// Two versions, both signed by the author: nobody has made evidence of them.
  @Test func aSecondVersionConvictsItsAuthor() throws {
    let forgery = try Forgery()
    let (file, relay) = ("h2/round-000002/masked", "h1/round-000002/relay-h2")
    for part in Self.parts {
      try forgery.copy.write(
        try forgery.copy.read("\(file).\(part)"), to: "\(relay).\(part)")
    }
    #expect(try forgery.copy.audit(.rounds([2])).verdict.verdict == .verified)
    try forgery.edit(file + ".json") { $0.changed(after: "\"created\":\"") }
    let report = try forgery.copy.audit(.rounds([2]))
    #expect(report.verdict.verdict == .violated)
    #expect(
      report.complaints(.ballots).contains { $0.message.hasPrefix("h2 signed two masked files") },
      "\(report.text)")
  }
}
