import Datasets
import Foundation
import Node
import TestFolders
import Testing

/// `split` as its command calls it.
@Suite struct SplitDataTests {
  private func split(
    _ data: String, into output: String, label: String? = nil, plan: String? = nil
  ) throws -> String {
    try SplitData(
      data: data, into: output, hospitals: 3, scheme: "dirichlet", alpha: 0.5, seed: 7, test: 0.2,
      minimum: 1, label: label, plan: plan, copy: false
    ).run()
  }

  @Test func aPlanSaysWhatLabelsThereAre() throws {
    let root = TemporaryFolders.path + "/decaph-split-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: root) }
    let images = root + "/images"
    try SyntheticRadiographs(side: 16, seed: 3, hospital: 0).write(to: images, count: 60)
    let names = try FileManager.default.subpathsOfDirectory(atPath: images)
      .filter { $0.hasSuffix(".png") }.sorted()
    let findings = ["Atelectasis|Hernia", "Effusion|Cardiomegaly", "No Finding", "No Finding"]
    let lines = names.enumerated().map { "\($1),\(findings[$0 % 4]),\($0 / 2)" }
    try (["Image Index,Finding Labels,Patient ID"] + lines).joined(separator: "\n").write(
      toFile: images + "/metadata.csv", atomically: true, encoding: .utf8)
    let plan = root + "/plan.toml"
    try PlanPreset.named("chest-xray-multilabel").plan().write(
      toFile: plan, atomically: true, encoding: .utf8)

    let text = try split(images, into: root + "/split", plan: plan)
    #expect(text.contains("Atelectasis") && text.contains("No Finding"))
    #expect(text.contains("\ntotal ") && text.contains("split.json says what went where"))
    for part in ["h1", "h2", "h3", "test"] {
      let table = try String(
        contentsOfFile: "\(root)/split/\(part)/metadata.csv", encoding: .utf8)
      #expect(table.hasPrefix("file,patient,Atelectasis,Effusion,Cardiomegaly,No Finding\nimages/"))
    }
    // As the node reads a part, and as `data check` looks at it.
    let report = try CheckData(
      paths: [root + "/split/h1", root + "/split/h2"], plan: plan, directory: nil, id: nil,
      state: nil
    ).run().report
    #expect(!report.text.contains("FAIL"), "\(report.text)")

    let table = failure { _ = try split(images + "/metadata.csv", into: root + "/t", plan: plan) }
    #expect(table?.status == .usage && table?.message.contains("the plan is for images") == true)
    let both = failure {
      _ = try split(images, into: root + "/both", label: "Finding Labels", plan: plan)
    }
    #expect(both?.status == .usage)
  }
}
