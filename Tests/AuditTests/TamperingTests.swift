import Audit
import Foundation
import Testing

/// Any change to any file of a round, or of the foundation, is found, and the file is named.
@Suite struct TamperingTests {
  /// All files of round 12 and of the members' `consortium/` folders.
  static let files: [String] = {
    Repository.files.keys.sorted()
      .filter { $0.contains("/consortium/") || $0.contains("/round-000012/") }
  }()

  /// One of each kind; `Scripts/tamper-corpus` takes all.
  static let oneOfEachKind = Repository.oneOfEachKind(files)

  @Test func theRoundHasEveryKindOfFile() {
    let names = Set(Self.files.map { ($0 as NSString).lastPathComponent })
    let statements = [
      "manifest", "plan", "approval", "enrol-0001", "masked", "unmask-0", "commit", "result",
      "model",
    ]
    let expected = statements.flatMap { ["\($0).json", "\($0).json.minisig"] }
    #expect(names == Set(expected + ["masked.sealed", "model.sealed"]))
  }

  /// Prints one row of the table: what each change of the file led to.
  @Test(arguments: oneOfEachKind)
  func everyChangeOfAFileIsFoundAndNamed(file: String) throws {
    let copy = try SharedCopy(around: 12)
    let original = try copy.read(file)
    var row = file.padding(toLength: 40, withPad: " ", startingAt: 0)
    for tampering in Tampering.allCases {
      guard try tampering.apply(to: file, in: copy) else { continue }
      let report = try copy.audit(.rounds([12]))
      #expect(report.verdict.verdict != .verified, "\(tampering) of \(file)")
      #expect(!report.complaints(about: file).isEmpty, "\(tampering) of \(file): \(report.text)")
      let first = report.complaints(about: file).first.map { "\($0.word.rawValue)/\($0.code)" }
      row += " \(tampering):\(first ?? "-")"
      try copy.write(original, to: file)
    }
    #expect(try copy.audit(.rounds([12])).verdict.verdict == .verified)
    print(row)
  }

  /// A signature file holds text that no signature covers: it still has one form only.
  @Test func everyByteOfASignatureFileCounts() throws {
    let file = "h2/round-000012/masked.json.minisig"
    let copy = try SharedCopy(around: 12)
    let original = try copy.read(file)
    for index in original.indices {
      var bytes = original
      bytes[index] ^= 1
      try copy.write(bytes, to: file)
      let report = try copy.audit(.rounds([12]), withKey: false)
      #expect(!report.complaints(about: file).isEmpty, "byte \(index) of \(file)")
    }
  }

  /// Whole statements, with signature and payload, taken away or put elsewhere.
  @Test(arguments: Set(files.map { String($0[..<$0.firstIndex(of: ".")!]) }).sorted())
  func aMissingOrMovedStatementIsFoundAndNamed(statement: String) throws {
    let copy = try SharedCopy(around: 12)
    let parts = Self.files.filter { $0.hasPrefix(statement + ".") }
    for part in parts { try copy.remove(part) }
    let gone = try copy.audit(.rounds([12]))
    #expect(gone.verdict.verdict == .incomplete, "\(gone.text)")

    let other = Repository.members.first { !statement.hasPrefix("\($0)/") }!
    let twins = parts.map {
      "\(other)/" + $0.split(separator: "/").dropFirst().joined(separator: "/")
    }
    guard twins.allSatisfy(copy.exists) else { return }
    for (part, twin) in zip(parts, twins) { try copy.write(try copy.read(twin), to: part) }
    let moved = try copy.audit(.rounds([12]))
    #expect(moved.verdict.verdict == .violated)
    #expect(!moved.complaints(about: parts[0]).isEmpty, "\(moved.text)")
  }

  /// The genesis that the coordinator published, and what closes and opens other rounds.
  @Test(arguments: [
    "h1/round-000000/result.json", "h1/round-000000/model.json", "h1/round-000000/model.sealed",
    "h1/round-000001/commit.json", "h2/round-000007/masked.sealed", "h3/round-000016/unmask-0.json",
  ])
  func aChangeAnywhereIsFoundByAll(file: String) throws {
    let copy = try SharedCopy()
    #expect(try Tampering.flipMiddle.apply(to: file, in: copy))
    let report = try copy.audit(.all)
    #expect(report.verdict.verdict != .verified, "\(file)")
    #expect(!report.complaints(about: file).isEmpty, "\(file)")
  }
}
