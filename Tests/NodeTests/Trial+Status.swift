import Artifacts
import Foundation
import Node
import Testing

/// What `decaph-node status --json` says, as a program would read it.
struct StatusLines {
  /// The object about the present.
  let present: [String: Any]
  /// The objects about rounds, newest last.
  let rounds: [[String: Any]]
  /// The same for people.
  let text: String

  init(_ report: StatusReport) throws {
    let all = try report.json.map { line in
      try #require(
        JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    present = try #require(all.first)
    rounds = Array(all.dropFirst())
    text = report.text()
    #expect(present["kind"] as? String == "now")
    #expect(rounds.allSatisfy { $0["kind"] as? String == "round" })
  }

  /// The object about one round.
  func round(_ number: Int) throws -> [String: Any] {
    try #require(rounds.first { $0["round"] as? Int == number }, "round \(number)")
  }

  /// A list of names of a round.
  func names(_ field: String, _ number: Int) throws -> [String] {
    try #require(try round(number)[field] as? [String])
  }

  /// How a round ended.
  func outcome(_ number: Int) throws -> String {
    try #require(try round(number)["outcome"] as? String)
  }

  /// Why members are out of a round (`out`) or were not expected (`away`).
  func reasons(_ field: String, _ number: Int) throws -> [String: String] {
    let list = try #require(try round(number)[field] as? [[String: Any]])
    return Dictionary(
      uniqueKeysWithValues: list.map { ($0["member"] as! String, $0["reason"] as! String) })
  }
}

extension Trial {
  /// A consortium up to round 1 whose deadlines never pass while a test runs, but for those of leaders.
  static func patient(_ ids: [String]) throws -> Trial {
    let trial = try Trial(TrialPlan(rounds: 20, patience: 3600, votePatience: 1), ids: ids)
    try trial.foundCompletely()
    return trial
  }

  /// Who is in the set of a round, as its published result says.
  func members(_ round: Int) throws -> [String] {
    let leader = try #require(self.leader(of: round))
    return try decode(ResultDocument.self, path(leader, round, "result.json"))
      .set.members.map(\.name)
  }

  /// Looks as `decaph-node status` does, beside a hospital's state or at the share alone.
  func status(_ id: String? = nil, rounds: Int = 12) throws -> StatusLines {
    try StatusLines(
      ConsortiumStatus(
        directory: shared, id: id, state: id.map { state($0) }, rounds: rounds
      ).look())
  }

  /// Calls some nodes in turn, with the plan's patience of one second, until all of them have
  /// closed a round and its outcome is published.
  func run(_ members: [String], through round: Int, calls: Int = 40) throws {
    for _ in 0..<calls {
      for id in members { try run(id) }
      if members.allSatisfy({ closedRound($0) >= round }), leader(of: round) != nil { return }
      Thread.sleep(forTimeInterval: 0.3)
    }
    Issue.record("round \(round) is not closed")
  }
}
