import Datasets
import Foundation
import Testing

@Suite("Splitting images with several labels")
struct FindingSplittingTests {
  private static let classes = ["Effusion", "Cardiomegaly", "No Finding"]

  /// 200 images of 100 patients; three frequent sets of findings, and three images with all of them.
  private func source() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var text = "Image,age,Subject ID,Cardiomegaly,Effusion,No Finding\n"
    for number in 0..<200 {
      let name = "x\(number % 2)/\(number / 2).png"
      // The second is a copy of the first, and another patient's.
      try folder.image("in/\(name)", shade: number == 3 ? 1 : number)
      let marks = number < 3 ? "1,1,1" : ["0,1,0", "1,1,0", "0,0,1", "0,0,1"][number / 2 % 4]
      text += "\(name),40,p\(number / 2),\(marks)\n"
    }
    try folder.image("in/x0/unlabelled.png", shade: 900)
    try folder.write("in/metadata.csv", text)
    return folder
  }

  private func split(
    _ folder: borrowing TemporaryFolder, _ scheme: SplitScheme, seed: UInt64 = 5,
    into: String = "out",
    minimum: Int = 2
  ) throws -> SplitManifest {
    try Splitting(
      SplitOptions(scheme: scheme, hospitals: 3, seed: seed, minimumPerClass: minimum)
    ).images(
      "\(folder.path)/in", classes: Self.classes, labels: .columns, into: "\(folder.path)/\(into)")
  }

  @Test(
    "Every part is a folder that the same plan reads; labels and patients stay",
    arguments: SplittingTests.schemes)
  func properties(_ scheme: SplitScheme) throws {
    let folder = try source()
    let manifest = try split(folder, scheme)
    #expect(manifest.classes == Self.classes && manifest.patients == 100)
    #expect(
      manifest.notes == ["1 images are left out: metadata.csv does not tell their labels"])

    let spec = ImageSpecification(classes: Self.classes, side: 8, labels: .columns)
    let whole = try ImageFolder("\(folder.path)/in").load(spec).dataset
    let places = Dictionary(uniqueKeysWithValues: zip(whole.ids, whole.ids.indices))
    var homes: [String: Set<String>] = [:]
    var seen: [Int] = []
    for part in manifest.parts {
      let data = try ImageFolder("\(folder.path)/out/\(part.name)").load(spec).dataset
      #expect(data.classCounts == part.counts)
      #expect(Set(data.ids.map { "\(part.name)/\($0)" }) == Set(part.items.map(\.to)))
      if part.name != "test" { #expect(part.counts.allSatisfy { $0 >= 2 }) }
      let origins = Dictionary(uniqueKeysWithValues: part.items.map { ($0.to, $0.from) })
      let from = try data.ids.map { try #require(places[origins["\(part.name)/\($0)"] ?? ""]) }
      let same = whole.subset(from)
      #expect(data.examples == same.examples && data.marks == same.marks)
      #expect(data.groups == same.groups)
      for owner in data.groups ?? [] { homes[owner ?? "nobody", default: []].insert(part.name) }
      seen += from
    }
    #expect(seen.sorted() == Array(0..<200))
    #expect(homes.count == 100 && homes.values.allSatisfy { $0.count == 1 })
    #expect(homes["p0"] == homes["p1"], "a copy of another patient's image")
    #expect((34...40).contains(manifest.parts[3].items.count))
  }

  @Test("Dirichlet is uneven over sets of labels, the even scheme is not")
  func proportions() throws {
    let folder = try source()
    let even = try split(folder, .uniform, into: "even")
    for part in even.parts.dropLast() {
      #expect(abs(part.counts[0] - 27) <= 4 && abs(part.counts[1] - 14) <= 4)
    }
    let uneven = try split(folder, .dirichlet(alpha: 0.1), into: "uneven", minimum: 0)
    let shares = uneven.parts.dropLast().map {
      Double($0.counts[2]) / Double(max($0.items.count, 1))
    }
    #expect((shares.max() ?? 0) - (shares.min() ?? 0) > 0.3, "\(shares)")
    let lines = SplitTable(even).description.split(separator: "\n")
    #expect(Set(lines.map(\.count)).count == 1)
    #expect(lines[5].contains("103 ( 52 %)") && lines[5].hasSuffix("200"))
    #expect(try split(folder, .uniform, into: "again") == even)
    #expect(try split(folder, .uniform, seed: 6, into: "other") != even)
  }

  @Test("A minimum that labels cannot give is refused, and so is a class without a column")
  func refusals() throws {
    let folder = try source()
    #expect(failure { _ = try split(folder, .uniform, minimum: 30) }?.code == .badOptions)
    let options = SplitOptions(scheme: .uniform, hospitals: 3, seed: 1)
    let error = failure {
      _ = try Splitting(options).images(
        "\(folder.path)/in", classes: ["Effusion", "Hernia"], labels: .columns,
        into: "\(folder.path)/out")
    }
    #expect(error?.code == .badData && error?.message.contains("no column for 'Hernia'") == true)
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/out"))
  }

  private func failure(_ body: () throws -> Void) -> DataError? {
    do {
      try body()
      return nil
    } catch {
      return error as? DataError
    }
  }
}
