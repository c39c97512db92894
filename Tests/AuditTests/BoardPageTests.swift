import Foundation
import Testing

@testable import Audit

/// The page for an ethics board: what it says, and that it is safe to pass on.
@Suite struct BoardPageTests {
  /// A small consortium, one with a changed file, and one that lacks a file.
  private enum Folder: String, CaseIterable {
    case good
    case tampered
    case incomplete

    func page() throws -> String {
      let copy = try Course.small.get().copy()
      switch self {
      case .good: break
      case .tampered:
        #expect(try Tampering.flipMiddle.apply(to: "h2/round-000003/masked.json", in: copy))
      case .incomplete:
        #expect(try Tampering.delete.apply(to: "h3/round-000002/unmask-0.json", in: copy))
      }
      return try BoardPageTests.page(copy, .rounds([2, 3]))
    }
  }

  fileprivate static func page(
    _ copy: SharedCopy, _ scope: ConsortiumAuditor.Scope, withKey: Bool = true
  ) throws -> String {
    try copy.asking(withKey: withKey) {
      BoardPage(try $0.boardReport(scope, program: "decaph-audit")).text
    }
  }

  @Test(arguments: [
    (Folder.good, "Verified.", "nothing that was announced is missing"),
    (.tampered, "Violated.", "is not what was agreed or signed"),
    (.incomplete, "Incomplete.", "not here, so the audit cannot be finished"),
  ])
  private func theVerdictStandsFirst(
    _ folder: Folder, _ word: String, _ sentence: String
  ) throws {
    let page = try folder.page()
    let body = try #require(page.range(of: "<h1>"))
    let words = try #require(page.range(of: "<strong>\(word)</strong>"))
    let next = try #require(page.range(of: "<h2>"))
    #expect(body.upperBound < words.lowerBound && words.upperBound < next.lowerBound)
    #expect(page[words.upperBound..<next.lowerBound].contains(sentence))
    for other in ["Verified.", "Violated.", "Incomplete."] where other != word {
      #expect(!page.contains("<strong>\(other)</strong>"))
    }
  }

  @Test func everyFailureIsThereInFull() throws {
    let copy = try Course.small.get().copy()
    #expect(try Tampering.flipMiddle.apply(to: "h2/round-000003/masked.json", in: copy))
    let failures = try copy.audit(.rounds([3])).findings.filter { $0.word == .fail }
    let page = Self.shown(try Self.page(copy, .rounds([3])))
    #expect(!failures.isEmpty)
    for failure in failures {
      #expect(page.contains(failure.message), "\(failure)")
      #expect(page.contains("next: \(try #require(failure.next))"), "\(failure)")
      #expect(page.contains(try #require(failure.file)), "\(failure)")
    }
  }

  @Test func theSameFilesGiveTheSameBytes() throws {
    let one = try Course.small.get().copy()
    let other = try Course.small.get().copy()
    let page = try Self.page(one, .all)
    #expect(try Self.page(other, .all) == page)
    #expect(!page.contains(one.root))
  }

  @Test func itIsWellFormedAndNeedsNothingElse() throws {
    let pages =
      try Folder.allCases.map { try $0.page() }
      + [
        BoardPage(LargeReport.make(hospitals: 7, rounds: 90)).text,
        try Self.page(try Course.small.get().copy(), .rounds([3]), withKey: false),
        try Self.page(try SharedCopy(files: ["README.txt": []]), .all, withKey: false),
      ]
    for page in pages {
      let reader = PageReader(page)
      #expect(reader.fault == nil, "\(reader.fault ?? "")")
      #expect(reader.names.isDisjoint(with: PageReader.loading), "\(reader.names)")
      #expect(reader.attributes.isDisjoint(with: PageReader.loadingAttributes))
      #expect(reader.links.allSatisfy { $0.hasPrefix("#") && reader.ids.contains($0.dropFirst()) })
      #expect(reader.repeatedIDs.isEmpty)
      #expect(!page.contains("://") && !page.contains("url(") && !page.contains("@import"))
      #expect(page.utf8.allSatisfy { (0x20...0x7e).contains($0) || $0 == 0x0a })
      #expect(reader.headersWithoutScope == 0 && reader.picturesWithoutText == 0)
    }
  }

  @Test func namesOfOthersAreTextAndNothingElse() throws {
    let evil = "</title><script>alert(1)</script>\" onload='x' &amp; \u{202e}\u{0}\n"
    let report = LargeReport.make(hospitals: 3, rounds: 12)
    let finding = Finding(.fail, .files, round: 3, evil, file: evil + "/a", next: evil)
    let page = BoardPage(
      BoardReport(
        program: evil, session: evil, expectedSession: evil, hasKey: true, isOfAllRounds: true,
        verdict: Verdict([finding]),
        checks: CheckTally([
          finding, Finding(.note, .files, evil, file: evil),
          Finding(.wait, .files, evil, file: evil),
        ]), consortium: report.consortium?.renamed(evil))
    ).text
    let reader = PageReader(page)
    #expect(reader.fault == nil, "\(reader.fault ?? "")")
    #expect(reader.names.isDisjoint(with: PageReader.loading))
    #expect(!reader.attributes.contains("onload"))
    #expect(!page.contains("<script") && !page.contains("\u{202e}"))
    #expect(
      page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &amp;amp;"))
    #expect(page.contains("\\u{202e}\\u{0}\\u{a}"))
  }

  /// With `DECAPH_LARGE_PAGE` set to a file it is written there, for people to look at.
  @Test func aLargeRunStaysReadable() throws {
    let page = BoardPage(LargeReport.make(hospitals: 60, rounds: 1000)).text
    if let file = ProcessInfo.processInfo.environment["DECAPH_LARGE_PAGE"] {
      try page.write(toFile: file, atomically: true, encoding: .utf8)
    }
    #expect(page.utf8.count < 600_000, "\(page.utf8.count)")
    // A grid of at most forty columns, and long tables folded.
    #expect(page.components(separatedBy: "<svg").count - 1 == 3)
    #expect(page.contains("a column is 25 rounds"))
    #expect(page.contains("<summary>Rounds of each of the 60 hospitals</summary>"))
    #expect(page.contains("not expected: 101 to 400"))
  }

  @Test func withoutAKeyItSaysWhatWasNotDone() throws {
    let page = try Self.page(try Course.small.get().copy(), .rounds([3]), withKey: false)
    #expect(page.contains("Sums and models were not recomputed."))
    #expect(!page.contains("--key"))
    #expect(page.contains("This audit had no key."))
  }

  /// The page's text as it is read.
  private static func shown(_ page: String) -> String {
    page.replacing("&#39;", with: "'").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
  }
}

extension ConsortiumFacts {
  /// The same with a name wherever a file of others has one.
  fileprivate func renamed(_ name: String) -> ConsortiumFacts {
    ConsortiumFacts(
      plan: PlanFacts(
        title: name, founder: name, data: name, classes: name, rounds: 12, epsilon: name,
        delta: name, unit: name, perUnit: name, samplingRate: name, noiseMultiplier: name,
        numbersPerVector: 1, colluding: 1, quorum: 3, smallestSum: 3, kindsWithoutNoise: [name]),
      hospitals: hospitals.map { hospital in
        HospitalFacts(
          name: name, fingerprint: name, identity: name, isFounder: hospital.isFounder,
          files: hospital.files, epsilon: nil,
          newest: HospitalFacts.Newest(seq: 1, file: name, digest: name))
      }, auditors: [AuditorFacts(name: name, key: name)], rounds: rounds, days: [name],
      budget: budget, utility: utility)
  }
}
