import Foundation
import Testing

/// `attack` as people and scripts call it, on the built-in radiographs.
@Suite struct AttackCommandTests {
  @Test func theResultIsATableAPageOrJSON() throws {
    struct Report: Decodable {
      struct Arm: Decodable {
        struct Attack: Decodable { let kind: String }
        let kind: String
        let attacks: [Attack]
      }
      let models: Int
      let arms: [Arm]
    }
    let folder = try TinyPlan()
    let arguments = ["--models", "8", "--arms", "pooled,local,decaph", "--html", "page.html"]
    let table = try folder.call("attack", arguments)
    #expect(table.status == 0 && table.errors.isEmpty, "\(table.errors)")
    for name in ["pooled", "noise at each, epsilon 8", "DeCaPH, epsilon 8"] {
      #expect(table.output.contains("\n\(name) "), "\(name)")
    }
    let page = try Program.text(folder.path + "/page.html")
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.hasSuffix("</html>\n"))
    let json = try folder.call("attack", ["--json", "--models", "8", "--arms", "collaborative"])
    let report = try JSONDecoder().decode(Report.self, from: Data(json.output.utf8))
    #expect(report.models == 8 && report.arms.map(\.kind) == ["collaborative"])
    #expect(report.arms[0].attacks.map(\.kind) == ["online", "offline", "loss"])
  }

  @Test(arguments: [
    (["--models", "7"], Int32(64), "--models"), (["--models", "9"], 64, "even"),
    (["--arms", "all"], 64, "alone"), (["--arms", "x"], 64, "--arms names no arms"),
    (["--epsilons", "0"], 64, "--epsilons"), (["--data", "absent"], 66, "there are no data"),
    (["--html", "absent/page.html"], 66, "there is no folder"),
  ])
  func mistakesAreNamed(_ arguments: [String], _ status: Int32, _ words: String) throws {
    let result = try TinyPlan().call("attack", arguments)
    #expect(result.status == status && result.output.isEmpty, "\(result.errors)")
    #expect(result.errors.contains(words) && result.errors.contains("next: "), "\(result.errors)")
  }
}
