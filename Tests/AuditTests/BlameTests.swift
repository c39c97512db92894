import Artifacts
import Testing

@testable import Audit

/// What suspects of a simulation explain of an audit, and what they do not.
@Suite struct BlameTests {
  private func unexplained(
    _ findings: [Finding], by suspects: [String], through round: Int = 5
  ) -> [Finding] {
    AuditReport(session: nil, findings: findings).unexplained(
      by: Set(suspects.compactMap { MemberID($0) }), through: round)
  }

  private let wait = Finding(
    .wait, .shares, round: 2, "is not here", file: "h4/round-000002/unmask-0.json")
  private let gap = Finding(
    .wait, .chains, "statement 2 of h4 before it is not here", file: "h4/consortium/enrol-0002.json"
  )
  private let lie = Finding(
    .fail, .signatures, round: 2, "is false", file: "h4/round-000002/x.json")
  private let open = Finding(.wait, .set, round: 2, "has no quorum")

  /// Nobody is suspected: only what is later than all have closed may be on its way.
  @Test func withoutSuspectsNothingIsExplained() {
    let all = [wait, gap, lie, open]
    #expect(unexplained(all, by: []) == all)
    #expect(unexplained(all, by: [], through: 1) == [gap, lie])
    #expect(unexplained([Finding(.note, .files, "n"), Finding(.ok, .set, "n")], by: []).isEmpty)
  }

  @Test func suspectsExplainWhatIsTheirsAlone() {
    #expect(unexplained([wait, gap, lie], by: ["h4"]).isEmpty)
    #expect(unexplained([wait, gap, lie], by: ["h3"]) == [wait, gap, lie])
    #expect(unexplained([open], by: ["h3"]).isEmpty)
    // A copy in an honest folder proves it; a sentence that only mentions a suspect does not.
    let file = "h1/round-000002/relay-h3.json"
    let proof = Finding(
      .fail, .signatures, round: 2, "is another version: h3 signed two", file: file)
    let mention = Finding(.fail, .ballots, round: 2, "stands on h3 for something else", file: file)
    #expect(unexplained([proof, mention], by: ["h3"]) == [mention])
    #expect(unexplained([proof], by: ["h2"]) == [proof])
  }

  /// A round was closed with the share of a suspect, who exchanged it then: of the others, who need not
  /// have unmasked, nothing is missed. What else they have to have signed is.
  @Test func anExchangedShareLeavesARoundOpen() {
    let exchanged = Finding(
      .note, .shares, round: 2, "a share is wrong", file: "h3/round-000002/unmask-0.json")
    let masked = Finding(
      .wait, .participants, round: 2, "is not here", file: "h4/round-000002/masked.json")
    #expect(unexplained([exchanged, wait, masked, lie], by: ["h3"]) == [masked, lie])
    let stray = Finding(.note, .files, round: 2, "is no name", file: "h3/round-000002/x")
    #expect(unexplained([stray, wait], by: ["h3"]) == [wait])
  }
}
