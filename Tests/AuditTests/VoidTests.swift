import Artifacts
import Audit
import Foundation
import Testing

/// One hospital is away, and a second one's vector reaches nobody: nothing can be opened.
@Suite struct VoidTests {
  static let course = Result {
    let trial = try Trial(rounds: 4)
    // h4 is the first that sees all masked files; it does nothing after that.
    try trial.run(trial.ids) { trial.exists("unmask-0.json", 1) }
    let vector = "\(trial.shared)/h3/\(Place.roundFolder(2))/masked.sealed"
    let hidden = trial.root + "/hidden"
    // Only h3 itself sees its vector.
    func show(_ id: String) throws {
      let (from, to) = id == "h3" ? (hidden, vector) : (vector, hidden)
      if FileManager.default.fileExists(atPath: from),
        !FileManager.default.fileExists(atPath: to)
      {
        try FileManager.default.moveItem(atPath: from, toPath: to)
      }
    }
    try trial.run(["h1", "h2", "h3"], before: show) { trial.isClosed(2) }
    try show("h3")
    try trial.run(["h1", "h2", "h3"]) { trial.isClosed(4) }
    return try trial.course()
  }

  @Test(arguments: [true, false])
  func theVoidRoundIsVerified(withKey: Bool) throws {
    let course = try Self.course.get()
    let report = try course.copy().audit(.all, withKey: withKey)
    #expect(report.verdict.exitCode == 0, "\(report.text)")
    #expect(
      report.findings.contains {
        $0.code == .participants && $0.round == 2
          && $0.message.hasPrefix("void: nothing opened; expected 4, going on 3: h1, h2, h3")
      }, "\(report.text)")
    for rounds in [[2], [3], [2, 3], [3, 4]] {
      let part = try course.copy().audit(.rounds(rounds), withKey: withKey)
      #expect(part.verdict.exitCode == 0, "\(part.text)")
    }
  }

  /// The model is kept, so a copy from before the void round is as good.
  @Test func theModelIsFoundFurtherBack() throws {
    let course = try Self.course.get()
    let copy = try course.copy()
    for file in course.paths("round-000002/model.sealed") { try copy.remove(file) }
    let report = try copy.audit(.rounds([3]))
    #expect(report.verdict.exitCode == 0, "\(report.text)")
  }

  @Test(.enabled(if: Shell.hasTools, "minisign, jq or b2sum is not installed"))
  func theVoidRoundPassesByHand() throws {
    let result = try Self.course.get().copy().byHand(2)
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.contains("; void"), "\(result.output)")
  }

  @Test func noChangeOfABallotPasses() throws {
    let course = try Self.course.get()
    let copy = try course.copy()
    let files = course.files.keys.filter {
      $0.contains("/round-000002/")
        && ($0.contains("/vote-") || $0.contains("/cut-") || $0.contains("/unmask-"))
    }
    #expect(files.contains { $0.contains("/cut-") }, "\(files)")
    for file in Repository.oneOfEachKind(files) {
      let original = try copy.read(file)
      for tampering in [Tampering.flipFirst, .flipMiddle, .flipLast, .cut, .empty] {
        #expect(try tampering.apply(to: file, in: copy))
        let report = try copy.audit(.rounds([2]))
        #expect(report.verdict.exitCode != 0, "\(tampering) of \(file): \(report.text)")
        try copy.write(original, to: file)
      }
    }
  }
}
