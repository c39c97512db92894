import Audit
import Foundation
import Testing

/// `show`: signed files in words.
@Suite struct ShowTests {
  private func show(_ slot: String, _ copy: SharedCopy? = nil) throws -> Printout {
    try ConsortiumAuditor(
      directory: copy?.root ?? Repository.shared, session: nil, keyFile: nil
    ).show(slot)
  }

  @Test(arguments: [
    "h2/round-000012/masked", "h2/12/masked", "h2/round-12/masked.json",
    "h2/round-000012/masked.json.minisig", "h2/round-000012/masked.sealed",
  ])
  func anySpellingOfAPathWillDo(slot: String) throws {
    let printout = try show(slot)
    #expect(printout.exitCode == 0)
    #expect(printout.text.hasPrefix("h2/round-000012/masked\n"))
    for text in [
      "the masked vector of h2 for round 12", "h1/round-000011/result.json",
      "80741c074573a502dee9d0174ec6fe07e9afdf50a31f1dca6b8ed8c79565e633  (b2sum -l 256)",
      "statement 30 of h2", "\(Repository.shared)/h2/round-000012/masked.json",
      "masked.sealed: 3487 bytes of u32le, sealed; here, as pinned",
    ] { #expect(printout.text.contains(text), "\(printout.text)") }
  }

  /// Every signed file of the repository's consortium can be shown, and everything that it names of
  /// the round before, the round itself and the one after is found.
  @Test func everyFileCanBeShown() throws {
    for slot in ["plan", "manifest", "approval", "enrol-0001"]
      + ["masked", "unmask-0", "commit", "result", "model"].map({ "round-12/\($0)" })
    {
      let printout = try show(slot)
      #expect(printout.exitCode == 0, "\(printout.text)")
      #expect(!printout.text.contains("no file here has this digest"), "\(printout.text)")
      #expect(
        printout.jsonLines.split(separator: "\n").count
          == (["approval", "enrol-0001", "round-12/masked", "round-12/unmask-0"].contains(slot)
            ? 3 : 1))
    }
  }

  @Test func whatIsWrongOrMissingIsSaid() throws {
    let copy = try SharedCopy(around: 12)
    #expect(try Tampering.flipMiddle.apply(to: "h2/round-000012/masked.json", in: copy))
    let altered = try show("h2/round-12/masked", copy)
    #expect(altered.exitCode == 1 && altered.text.contains("FAIL: h2/round-000012/masked.json"))
    try copy.remove("h3/round-000012/masked.sealed")
    let sealed = try show("h3/round-12/masked", copy)
    #expect(sealed.exitCode == 2 && sealed.text.contains("masked.sealed"), "\(sealed.text)")
    try copy.remove("h1/round-000012/unmask-0.json.minisig")
    #expect(try show("round-12/unmask-0", copy).exitCode == 2)
  }

  @Test(arguments: [
    ("h2/round-12/no-such", 64), ("masked", 64), ("h2/consortium/masked", 64), ("", 64),
    ("h2/round-12/plan", 64), ("a/h2/round-12/masked", 64), ("H2/round-12/masked", 64),
    ("../round-12/masked", 64), ("h2/round-99/masked", 66), ("h9/round-12/masked", 66),
    ("h2/round-12/vote-1", 66),
  ])
  func whatIsNoSlotOrNotHereIsAnError(slot: String, status: Int32) {
    let error = #expect(throws: AuditError.self) { try show(slot) }
    #expect(error?.status == status, "\(slot): \(error?.description ?? "")")
  }
}
