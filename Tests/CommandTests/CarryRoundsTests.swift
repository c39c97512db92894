import Foundation
import Testing

/// Three hospitals without any network: three directories, and one stick that goes round.
@Suite struct CarryRoundsTests {
  @Test func aWholeConsortiumByStick() throws {
    let stick = try Stick()
    let ids = ["h1", "h2", "h3"]
    for (index, id) in ids.enumerated() {
      try stick.make(id)
      try Data(SmallTable(seed: UInt64(index)).text.utf8)
        .write(to: URL(fileURLWithPath: stick.place("\(id).csv")))
    }
    let key = try Program.audit.run(["key", "--out", stick.place("auditor.key")]).output
    try Data(SmallTable.plan(rounds: 2, auditor: String(key.prefix { $0 != "\n" })).utf8)
      .write(to: URL(fileURLWithPath: stick.place("plan.toml")))

    func node(_ id: String, _ arguments: [String]) throws -> Program.Result {
      let result = try Program.node.run(
        arguments + ["--dir", stick.place(id), "--id", id, "--state", stick.place("state-" + id)])
      #expect(result.status == 0, "\(id) \(arguments): \(result.errors)")
      return result
    }
    func carry(_ way: String, _ id: String, _ more: [String] = []) throws -> Program.Result {
      let result = try stick.carry(way, id, as: id, more)
      #expect(result.status == 0, "\(way) \(id): \(result.output)\(result.errors)")
      return result
    }

    _ = try node(
      "h1", ["init", "--plan", stick.place("plan.toml"), "--data", stick.place("h1.csv")])
    _ = try carry("out", "h1")
    for id in ["h2", "h3"] {
      _ = try carry("in", id)
      _ = try node(id, ["join", "--data", stick.place("\(id).csv")])
      _ = try carry("out", id)
    }
    _ = try carry("in", "h1")
    _ = try node("h1", ["admit", "h2", "h3"])
    _ = try node("h1", ["start"])
    _ = try carry("out", "h1")
    for id in ["h2", "h3"] {
      _ = try carry("in", id)
      _ = try node(id, ["approve"])
      _ = try carry("out", id)
    }
    var finished: Set<String> = []
    var legs = 0
    while finished.count < 3, legs < 40 {
      let id = ids[legs % 3]
      let said = try carry("in", id).output
      #expect(finished.isEmpty == false || said.contains("now "), "\(said)")
      if try node(id, ["--once"]).errors.contains("finished: the plan's last round is closed") {
        finished.insert(id)
      }
      _ = try carry("out", id)
      legs += 1
    }
    #expect(finished.count == 3, "after \(legs) legs")
    for id in ids {
      _ = try carry("in", id)
      let audit = try Program.audit.run(
        ["verify", "--all", "--dir", stick.place(id), "--key", stick.place("auditor.key")])
      #expect(audit.status == 0 && audit.output.contains("round-2 "), "\(audit)")
    }
    let compared = try Program.audit.run(["compare", stick.place("h1"), stick.carried])
    #expect(compared.status == 0, "\(compared)")
  }
}
