import Foundation
import Testing

/// `compare` as people and scripts call it, on the built-in radiographs.
@Suite struct CompareCommandTests {
  @Test func allArmsRunAndAreShown() throws {
    let folder = try TinyPlan()
    let result = try folder.call(
      "compare", ["--seeds", "2", "--epsilons", "4", "--html", "page.html"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.isEmpty)
    for name in [
      "h1 alone", "h2 alone", "h3 alone", "alone, mean", "pooled", "collaborative",
      "noise at each, epsilon 4", "DeCaPH, epsilon 4",
    ] {
      #expect(result.output.contains("\n\(name) "), "\(name)")
    }
    let page = try String(contentsOfFile: folder.path + "/page.html", encoding: .utf8)
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.hasSuffix("</html>\n"))
    #expect(page.contains("along the rounds") && page.contains("class=\"band decaph\""))
  }

  @Test func theResultMayBeJSON() throws {
    struct Report: Decodable {
      struct Arm: Decodable {
        let kind: String
        let epsilon: Double?
        let values: [String: [Double]]
      }
      let seeds: [Int]
      let arms: [Arm]
    }
    let folder = try TinyPlan()
    let arguments = ["--json", "--seeds", "2", "--first-seed", "7", "--arms", "pooled,decaph"]
    let result = try folder.call("compare", arguments + ["--epsilons", "4"])
    #expect(result.status == 0, "\(result.errors)")
    let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
    #expect(report.seeds == [7, 8])
    #expect(report.arms.map(\.kind) == ["pooled", "decaph"])
    #expect(report.arms[0].epsilon == nil && (report.arms[1].epsilon ?? 9) <= 4)
    #expect(report.arms.allSatisfy { $0.values["auroc"]?.count == 2 })
  }

  @Test(arguments: [
    (["--plan", "absent.toml"], 66, "there is no plan"),
    (["--data", "absent"], 66, "there are no data"),
    (["--html", "absent/page.html"], 66, "there is no folder"),
    (["--html", "."], 64, "is a folder"),
    (["--arms", "all,alone"], 64, "--arms names no arms"),
    (["--data", "a", "--data", "b", "--hospitals", "3"], 64, "contradict each other"),
    (["--hospitals", "2"], 65, "hides nobody"),
    (["--seeds", "0"], 64, "--seeds"),
    (["--points", "2000"], 64, "--points"),
  ])
  func mistakesAreNamed(_ arguments: [String], _ status: Int32, _ words: String) throws {
    let result = try TinyPlan().call("compare", arguments)
    #expect(result.status == status, "\(result.errors)")
    #expect(result.errors.contains(words) && result.errors.contains("next: "))
    #expect(result.output.isEmpty)
  }
}
