import Datasets
import Foundation
import Testing

/// Real images and tables, which are never part of the repository. Skipped where absent.
@Suite("Real data")
struct RealDataTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("shared/data").path

  private static func isThere(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(root)/\(name)")
  }

  @Test(
    "Chest radiographs load, by class and patient",
    .enabled(if: isThere("chest-xray"), "../shared/data/chest-xray is not there"))
  func chest() throws {
    let folder = ImageFolder("\(Self.root)/chest-xray")
    let classes = try folder.classNames()
    #expect(classes == ["COVID", "Normal", "Pneumonia"])
    let loaded = try folder.load(ImageSpecification(classes: classes, side: 64))
    #expect(loaded.report.counts == [124, 499, 500])
    #expect(loaded.report.skipped.isEmpty)
    #expect(loaded.dataset.groups?.contains { $0?.hasPrefix("cohen-") == true } == true)
  }

  @Test(
    "Chest radiographs split by patient",
    .enabled(if: isThere("chest-xray"), "../shared/data/chest-xray is not there"))
  func chestSplit() throws {
    let folder = try TemporaryFolder()
    let options = SplitOptions(
      scheme: .dirichlet(alpha: 0.5), hospitals: 3, seed: 7, minimumPerClass: 5, linksFiles: true)
    let manifest = try Splitting(options)
      .images("\(Self.root)/chest-xray", into: "\(folder.path)/out")
    #expect(manifest.parts.flatMap(\.items).count == 1123)
    #expect(manifest.parts.dropLast().allSatisfy { $0.counts.allSatisfy { $0 >= 5 } })
    let spec = ImageSpecification(classes: manifest.classes, side: 16)
    var owners: [Set<String>] = []
    for part in manifest.parts {
      let data = try ImageFolder("\(folder.path)/out/\(part.name)").load(spec).dataset
      #expect(data.classCounts == part.counts)
      owners.append(Set((data.groups ?? []).compactMap(\.self)))
    }
    #expect(owners.reduce(0) { $0 + $1.count } == Set(owners.joined()).count)
  }

  @Test(
    "Four hospitals' heart tables load by one specification",
    .enabled(if: isThere("heart-disease"), "../shared/data/heart-disease is not there"),
    arguments: [
      ("cleveland", 303, 139), ("hungarian", 294, 106), ("switzerland", 123, 115), ("va", 200, 149),
    ])
  func heart(_ name: String, _ count: Int, _ ill: Int) throws {
    let spec = TableSpecification(
      labelColumn: "disease", classes: ["0", "1"],
      features: [
        .numeric("age", low: 20, high: 90), .categorical("sex", values: ["0", "1"]),
        .categorical("cp", values: ["1", "2", "3", "4"]),
        .numeric("trestbps", low: 80, high: 220, indicator: true),
        .numeric("thalach", low: 60, high: 220, indicator: true),
        .numeric("oldpeak", low: -3, high: 7, fill: 0, indicator: true),
        .categorical("thal", values: ["3", "6", "7"]),
      ])
    let data = try TableLoader(spec).load("\(Self.root)/heart-disease/\(name).csv").dataset
    #expect(data.count == count)
    #expect(data.classCounts[1] == ill)
    #expect(data.examples.allSatisfy { (0...1).contains($0) })
    // `1.0` and `1` are one value: everybody has a sex and a kind of pain.
    for index in 0..<data.count { #expect(data[index].dropFirst().prefix(6).reduce(0, +) == 2) }
  }
}
