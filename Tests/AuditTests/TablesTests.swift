import Artifacts
import Audit
import Foundation
import Sodium
import Testing

/// `ledger`, `who`, `heads`: what is read off an audit of all rounds.
@Suite struct TablesTests {
  private func objects(_ printout: Printout) throws -> [[String: Any]] {
    try printout.jsonLines.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  @Test func theLedgerRunsUpToWhatTheAuditAdds() throws {
    let copy = try Course.small.get().copy()
    let printout = try copy.asking { try $0.ledger() }
    #expect(printout.exitCode == 0, "\(printout.text)")
    let lines = try objects(printout)
    let rounds = lines.filter { $0["round"] != nil }
    #expect(rounds.compactMap { $0["round"] as? Int } == [1, 2, 3])
    let epsilons = rounds.compactMap { ($0["epsilon"] as? String).flatMap(Double.init) }
    #expect(epsilons.count == 3 && zip(epsilons, epsilons.dropFirst()).allSatisfy { $0 < $1 })
    #expect(
      rounds.allSatisfy {
        $0["recomputed"] as? NSDictionary == $0["stated"] as? NSDictionary
          && ($0["statedBy"] as? [String])?.isEmpty == false
      })
    let report = try copy.audit(.all, withKey: false)
    let said = report.findings.first { $0.code == .ledger && $0.round == nil }?.message ?? ""
    #expect(said.contains("cost epsilon \(epsilons[2]) "), "\(said)")
    let own = lines.filter { $0["member"] != nil }
    #expect(own.count == 3 && own.allSatisfy { $0["epsilon"] as? String == "\(epsilons[2])" })
    #expect(lines.last?["verdict"] as? String == "verified")
    #expect(printout.text.contains(said))
  }

  /// A publisher that states another charge is named, and the right one stands beside it.
  @Test func aFalseChargeIsNamed() throws {
    let forgery = try Forgery()
    let path = try forgery.path("round-000002/result.json")
    let member = String(path.prefix { $0 != "/" })
    try forgery.edit(path) {
      $0.replacing("\"variance\":4294967296", with: "\"variance\":4294967297")
    }
    let printout = try forgery.copy.asking(withKey: true) { try $0.ledger() }
    #expect(printout.exitCode == 1)
    #expect(printout.text.contains("DIFFERS in the result by \(member)"), "\(printout.text)")
  }

  @Test func whoNamesEverybodyAndTheRounds() throws {
    let course = try Course.small.get()
    let printout = try course.copy().asking { try $0.who() }
    #expect(printout.exitCode == 0)
    let rows = try objects(printout)
    #expect(
      rows.compactMap { $0["role"] as? String } == ["founder", "member", "member", "auditor"])
    for member in course.manifest.members {
      let row = try #require(rows.first { $0["name"] as? String == member.id.name })
      #expect(row["fingerprint"] as? String == member.identity.fingerprint)
      #expect(row["key"] as? String == member.identity.description)
      #expect(row["approved"] as? Bool == true)
      #expect(row["inside"] as? [Int] == [1, 2, 3])
    }
    #expect(printout.text.contains("in the sum of  rounds 1-3"), "\(printout.text)")
    let copy = try course.copy()
    try copy.remove("h2/consortium/approval.json")
    let founding = try copy.asking { try $0.who() }
    #expect(founding.exitCode == 2)
    #expect(founding.text.contains("approved       NOT, or not here"), "\(founding.text)")
  }

  @Test func headsAreTheNewestStatements() throws {
    let course = try Course.small.get()
    let copy = try course.copy()
    let rows = try objects(try copy.asking { try $0.heads() }).filter { $0["member"] != nil }
    #expect(rows.count == 3)
    for row in rows {
      let (member, seq) = ("\(row["member"] ?? "")", row["seq"] as? Int ?? 0)
      #expect(seq + 1 == (try course.nextLink(member)).seq)
      let bytes = try copy.read("\(row["place"] ?? "").json")
      #expect(row["digest"] as? String == Digest(hashing: bytes).hex)
    }
    // Whoever takes the newest away is caught by the telephone only, but the heads differ.
    let last = "\(rows[0]["place"] ?? "")"
    for ending in [".json", ".json.minisig"] { try copy.remove(last + ending) }
    let after = try objects(try copy.asking { try $0.heads() }).filter { $0["member"] != nil }
    #expect(after[0]["digest"] as? String != rows[0]["digest"] as? String)
  }

  @Test func roundsAreRowsForTablesAndPages() throws {
    let (rows, report) = try Course.small.get().copy().asking { try $0.rounds() }
    #expect(report.verdict.exitCode == 0)
    let rounds = try #require(rows).rounds
    #expect(rounds.map(\.round) == [1, 2, 3] && rounds.allSatisfy { $0.outcome == .full })
    #expect(rounds.allSatisfy { $0.parts == ["h1": .inside, "h2": .inside, "h3": .inside] })
    #expect(
      rounds.allSatisfy { $0.publishers.count == 1 && $0.leaders.count == 3 && $0.word == .ok })
  }
}
