import Foundation
import Testing

/// `decaph-node rehearse` as a program.
@Suite struct RehearseCommandTests {
  @Test func itSaysWhatARoundTakesAndWritesNothing() throws {
    let consortium = try Consortium(rounds: 2)
    let hashes = {
      try Program.bash.run(["-c", "find . -type f | sort | xargs b2sum"], in: $0).output
    }
    let before = try (hashes(consortium.shared), hashes(consortium.state("h1")))
    let arguments = [
      "rehearse", "--dir", consortium.shared, "--id", "h1", "--state", consortium.state("h1"),
    ]
    let text = try Program.node.run(arguments)
    #expect(text.status == 0 && text.errors.isEmpty, "\(text.errors)")
    #expect(text.output.contains("60 examples in 60 records: all train"))
    #expect(text.output.contains("h1/round-000001/masked.sealed"))
    #expect(text.output.contains("Nothing was written"))
    let json = try Program.node.run(arguments + ["--json", "--rounds", "2"])
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect((object["rounds"] as? [Any])?.count == 2)
    #expect(((object["memory"] as? [String: Any])?["all"] as? Int ?? 0) > 1_000_000)
    #expect(try (hashes(consortium.shared), hashes(consortium.state("h1"))) == before)

    let plan = ["rehearse", "--plan", consortium.root + "/plan.toml"]
    let early = try Program.node.run(plan + ["--data", consortium.data("h2"), "--hospitals", "4"])
    #expect(early.status == 0 && early.output.contains("3 others without data"), "\(early.errors)")
    #expect(try Program.node.run(plan).status == 64)
    #expect(try Program.node.run(plan + ["--data", "/nonexistent"]).status == 66)
    #expect(try Program.node.run(plan + ["--dir", consortium.shared]).status == 64)
  }
}
