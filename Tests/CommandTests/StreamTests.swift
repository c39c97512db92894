import Foundation
import Testing

/// Programs whose output goes to a full disk, or nowhere.
@Suite struct StreamTests {
  private func shell(_ line: String, _ consortium: Consortium) throws -> Program.Result {
    try Program.bash.run(
      ["-c", "audit=\(Program.audit.path) node=\(Program.node.path)\n" + line], in: consortium.root)
  }

  @Test func aResultThatNobodyGotIs74() throws {
    let consortium = try Consortium(rounds: 1)
    let lines = [
      "$audit who --dir shared", "$audit verify --all --json --dir shared",
      "$node status --dir shared --id h1 --state h1",
      "$node health --dir shared --id h1 --state h1",
    ]
    for line in lines {
      for end in [">/dev/full", ">&-"] {
        let result = try shell("\(line) \(end)", consortium)
        #expect(result.status == 74, "\(line) \(end): \(result.status) \(result.errors)")
        #expect(result.errors.contains("the result could not be printed"), "\(result.errors)")
      }
    }
  }

  /// What a node says is lost then; what it does is not.
  @Test func aNodeThatCannotTalkWorks() throws {
    let consortium = try Consortium(rounds: 1)
    let calls = [("h1", "2>/dev/full"), ("h2", "2>&-"), ("h3", "<&- >&- 2>&-")]
    for (id, end) in calls {
      let line = "$node --once --dir shared --id \(id) --state \(id) \(end)"
      #expect(try shell(line, consortium).status == 0, "\(end)")
      let masked = "\(consortium.shared)/\(id)/round-000001/masked.json.minisig"
      #expect(FileManager.default.fileExists(atPath: masked), "\(end)")
    }
    #expect(try shell("$audit verify --all --dir shared >/dev/null", consortium).status == 2)
  }
}
