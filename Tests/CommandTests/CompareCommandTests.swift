import Foundation
import TestFolders
import Testing

/// `compare` as people and scripts call it, on the built-in radiographs.
@Suite struct CompareCommandTests {
  private static let plan = """
    title = "Tiny"
    [data]
    classes = ["COVID", "Normal", "Viral Pneumonia"]
    [data.images]
    side = 16
    [model]
    kind = "logistic"
    [training]
    rounds = 3
    sampling_rate = 0.5
    nominal_records = 90
    clip_norm = 1.0
    [training.optimizer]
    kind = "sgd"
    learning_rate = 0.1
    [privacy]
    noise_multiplier = 1.0
    epsilon = 8.0
    delta = 1e-3

    """

  private final class Folder {
    let path = TemporaryFolders.path + "/decaph-page-\(UUID().uuidString)"

    init() throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try CompareCommandTests.plan.write(
        toFile: path + "/plan.toml", atomically: true, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func compare(_ arguments: [String]) throws -> Program.Result {
      try Program.node.run(["compare", "--plan", "plan.toml"] + arguments, in: path)
    }
  }

  @Test func allArmsRunAndAreShown() throws {
    let folder = try Folder()
    let result = try folder.compare(["--seeds", "2", "--epsilons", "4", "--html", "page.html"])
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
    let folder = try Folder()
    let arguments = ["--json", "--seeds", "2", "--first-seed", "7", "--arms", "pooled,decaph"]
    let result = try folder.compare(arguments + ["--epsilons", "4"])
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
  ])
  func mistakesAreNamed(_ arguments: [String], _ status: Int32, _ words: String) throws {
    let result = try Folder().compare(arguments)
    #expect(result.status == status, "\(result.errors)")
    #expect(result.errors.contains(words) && result.errors.contains("next: "))
    #expect(result.output.isEmpty)
  }
}
