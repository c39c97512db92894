import Datasets
import Foundation
import Testing

@Suite("Splitting tables")
struct TableSplittingTests {
  private func source() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var text = "\u{FEFF}who,x,\"note\",ill\r\n"
    for row in 0..<90 {
      // Rows 30 and 31 are equal, every four rows are one patient's, some cells span lines.
      let x = row == 31 ? 30 : row
      let patient = row == 30 || row == 31 ? "" : "p\(row / 4)"
      text +=
        "\(patient),\(x),\"a, \(row % 7 == 0 ? "b\nc" : "")\",\(row % 3 == 0 ? "1.0" : "0")\r\n"
    }
    try folder.write("in.csv", text.replacing("31,", with: "31,"))
    return folder
  }

  @Test(
    "Rows stand as they stood, none lost or doubled, patients together",
    arguments: SplittingTests.schemes)
  func properties(_ scheme: SplitScheme) throws {
    let folder = try source()
    let options = SplitOptions(scheme: scheme, hospitals: 3, seed: 3, minimumPerClass: 3)
    let manifest = try Splitting(options).table(
      "\(folder.path)/in.csv", labelColumn: "ill", patientColumn: "who",
      into: "\(folder.path)/out")
    #expect(manifest.classes == ["0", "1.0"])
    #expect(manifest.patients == 23)
    let files = try folder.files("out")
    #expect(files.keys.sorted() == ["h1.csv", "h2.csv", "h3.csv", "split.json", "test.csv"])

    let spec = TableSpecification(
      labelColumn: "ill", classes: ["0", "1"], features: [.numeric("x", low: 0, high: 100)],
      patientColumn: "who")
    let loader = TableLoader(spec)
    let whole = try loader.load("\(folder.path)/in.csv").dataset
    var seen: [Float] = []
    var homes: [String: Set<String>] = [:]
    for part in manifest.parts {
      let data = try loader.load("\(folder.path)/out/\(part.name).csv").dataset
      #expect(data.classCounts == part.counts)
      #expect(data.examples == data.examples.sorted())
      // The lines of split.json are where the rows are.
      #expect(part.items.map(\.to) == data.ids.map { "\(part.name).csv: \($0)" })
      #expect(part.items.allSatisfy { whole.ids.contains($0.from) })
      if part.name != "test" { #expect(part.counts.allSatisfy { $0 >= 3 }) }
      seen += data.examples
      for case let group? in data.groups ?? [] where group.hasPrefix("p") {
        homes[group, default: []].insert(part.name)
      }
    }
    #expect(seen.sorted() == whole.examples.sorted())
    #expect(homes.values.allSatisfy { $0.count == 1 })
  }

  @Test("Equal rows stay together without a patient column")
  func copies() throws {
    let folder = try TemporaryFolder()
    var text = "x,ill\n"
    for row in 0..<60 { text += "\(row / 3),\(row / 3 % 2)\n" }
    try folder.write("in.csv", text)
    let options = SplitOptions(scheme: .uniform, hospitals: 2, seed: 1)
    let manifest = try Splitting(options)
      .table("\(folder.path)/in.csv", labelColumn: "ill", into: "\(folder.path)/out")
    #expect(manifest.duplicates == 40)
    #expect(manifest.patients == nil)
    for part in manifest.parts { #expect(part.counts.allSatisfy { $0 % 3 == 0 }) }
  }
}
