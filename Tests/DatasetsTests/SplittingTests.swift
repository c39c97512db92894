import Datasets
import Foundation
import Testing

@Suite("Splitting images")
struct SplittingTests {
  static let schemes: [SplitScheme] = [
    .uniform, .quantity, .classes, .dirichlet(alpha: 0.5), .dirichlet(alpha: 0.01),
  ]

  /// 120 COVID, 60 Normal; some exact copies, some across classes; some patients.
  private func source() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var metadata = "file,patient\n"
    for number in 0..<180 {
      let name = number < 120 ? "COVID/\(1000 + number).png" : "Normal/\(1000 + number).png"
      // Every tenth is a copy of the one before, and number 120 (Normal) of number 119 (COVID).
      let shade = number % 10 == 9 ? number - 1 : number == 120 ? 118 : number
      try folder.image("in/\(name)", shade: shade)
      if number % 3 == 0 { metadata += "\(name),patient \(number / 12)\n" }
    }
    try folder.write("in/metadata.csv", metadata)
    return folder
  }

  private func options(_ scheme: SplitScheme, seed: UInt64 = 7) -> SplitOptions {
    SplitOptions(scheme: scheme, hospitals: 3, seed: seed, minimumPerClass: 4)
  }

  private func code(_ body: () throws -> Void) -> DataError.Code? {
    do {
      try body()
      return nil
    } catch {
      return (error as? DataError)?.code
    }
  }

  @Test(
    "Nothing is lost or doubled, copies and patients stay together, the minimum holds",
    arguments: schemes)
  func properties(_ scheme: SplitScheme) throws {
    let folder = try source()
    let manifest = try Splitting(options(scheme))
      .images("\(folder.path)/in", into: "\(folder.path)/out")
    let before = try folder.files("in")
    let after = try folder.files("out")

    let images = after.keys.filter { $0.hasSuffix(".png") }
    let items = manifest.parts.flatMap(\.items)
    #expect(Set(items.map(\.to)) == Set(images))
    #expect(items.map(\.from).sorted() == before.keys.filter { $0.hasSuffix(".png") }.sorted())
    for item in items { #expect(after[item.to] == before[item.from]) }

    // Equal bytes are in one part.
    var places: [Data: Set<String>] = [:]
    for item in items {
      places[try #require(after[item.to]), default: []].insert(String(item.to.prefix(2)))
    }
    #expect(places.values.allSatisfy { $0.count == 1 })
    #expect(manifest.duplicates == 180 - places.count)

    // Patients are in one part, and each part's own metadata.csv says the same.
    var parts: [String: Set<String>] = [:]
    for part in manifest.parts {
      let text = String(decoding: try #require(after["\(part.name)/metadata.csv"]), as: UTF8.self)
      for line in text.split(separator: "\n").dropFirst() {
        let cells = line.split(separator: ",").map(String.init)
        #expect(after["\(part.name)/\(cells[0])"] != nil)
        parts[cells[1], default: []].insert(part.name)
      }
    }
    #expect(parts.count == 15)
    #expect(parts.values.allSatisfy { $0.count == 1 })
    #expect(manifest.patients == 15)

    for part in manifest.parts.dropLast() { #expect(part.counts.allSatisfy { $0 >= 4 }) }
    let test = try #require(manifest.parts.last)
    #expect(test.name == "test")
    #expect((12...24).contains(test.counts[0]))
    #expect((6...12).contains(test.counts[1]))
  }

  @Test(
    "An image in doubt goes where all are whom it may show", arguments: 1...4 as ClosedRange<UInt64>
  )
  func doubt(_ seed: UInt64) throws {
    let folder = try TemporaryFolder()
    var metadata = "file,patient\n"
    for number in 0..<24 {
      let name = "\(number % 2 == 0 ? "a" : "b")/\(number).png"
      try folder.image("in/\(name)", shade: number)
      if number != 23 { metadata += "\(name),p\(number / 2)\n" }
    }
    try folder.write("in/metadata.csv", metadata + "a/0.png,p1\nb/23.png,p2\nb/23.png,p3\n")
    let options = SplitOptions(
      scheme: .dirichlet(alpha: 1), hospitals: 3, seed: seed, minimumPerClass: 0)
    let manifest = try Splitting(options)
      .images("\(folder.path)/in", into: "\(folder.path)/out")
    func part(_ number: Int) -> Int? {
      manifest.parts.firstIndex { $0.items.contains { $0.from.hasSuffix("/\(number).png") } }
    }
    #expect(Set([0, 1, 2, 3].map(part)).count == 1)
    #expect(Set([4, 5, 6, 7, 23].map(part)).count == 1)
    #expect(manifest.parts.map(\.items.count).reduce(0, +) == 24)
  }

  @Test("The same seed gives the same bytes, another seed another split")
  func deterministic() throws {
    let folder = try source()
    func split(_ out: String, _ seed: UInt64) throws -> [String: Data] {
      _ = try Splitting(options(.dirichlet(alpha: 0.5), seed: seed))
        .images("\(folder.path)/in", into: "\(folder.path)/\(out)")
      return try folder.files(out)
    }
    let first = try split("a", 7)
    #expect(try split("b", 7) == first)
    #expect(try split("c", 8).keys != first.keys)
  }

  @Test("Without patients and copies the counts are exactly those of the scheme")
  func exactCounts() throws {
    let folder = try TemporaryFolder()
    for number in 0..<150 {
      try folder.image("in/\(number < 100 ? "a" : "b")/\(number).png", shade: number)
    }
    func counts(_ scheme: SplitScheme) throws -> [[Int]] {
      let options = SplitOptions(scheme: scheme, hospitals: 2, seed: 1, minimumPerClass: 0)
      return try Splitting(options)
        .images("\(folder.path)/in", into: "\(folder.path)/\(scheme.name)").parts.map(\.counts)
    }
    #expect(try counts(.uniform) == [[40, 20], [40, 20], [20, 10]])
    #expect(try counts(.quantity) == [[27, 13], [53, 27], [20, 10]])
    #expect(try counts(.classes) == [[64, 8], [16, 32], [20, 10]])
    #expect(try counts(.dirichlet(alpha: 1))[2] == [20, 10])
  }

  @Test("Links share the file, copies do not")
  func links() throws {
    let folder = try source()
    func links(_ linked: Bool) throws -> Set<Int> {
      var options = options(.uniform)
      options.linksFiles = linked
      let out = "\(folder.path)/out-\(linked)"
      let manifest = try Splitting(options).images("\(folder.path)/in", into: out)
      return Set(
        try manifest.parts.flatMap(\.items).map {
          let attributes = try FileManager.default.attributesOfItem(atPath: "\(out)/\($0.to)")
          return attributes[.referenceCount] as? Int ?? 0
        })
    }
    #expect(try links(false) == [1])
    #expect(try links(true) == [2])
  }

  @Test("An output that is there is left alone, a failure leaves nothing behind")
  func outputs() throws {
    let folder = try source()
    let splitting = Splitting(options(.uniform))
    let input = "\(folder.path)/in"
    try folder.write("full/precious.txt", "keep")
    try folder.write("file", "keep")
    for name in ["full", "file", "full/"] {
      #expect(code { _ = try splitting.images(input, into: "\(folder.path)/\(name)") } == .exists)
    }
    #expect(try folder.files("full").keys.sorted() == ["precious.txt"])

    var greedy = options(.uniform)
    greedy.minimumPerClass = 17
    #expect(
      code { _ = try Splitting(greedy).images(input, into: "\(folder.path)/o") } == .badOptions)
    #expect(
      code { _ = try splitting.images(input, classes: ["x", "y"], into: "\(folder.path)/o") }
        == .missing)
    #expect(mkdir("\(folder.path)/empty", 0o755) == 0)
    _ = try splitting.images(input, into: "\(folder.path)/empty/")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        == ["empty", "file", "full", "in"])
  }

  @Test("Options that make no sense are refused")
  func options() {
    func refused(_ change: (inout SplitOptions) -> Void) -> Bool {
      var changed = options(.uniform)
      change(&changed)
      let splitting = Splitting(changed)
      return code { _ = try splitting.images("/nowhere", into: "/nowhere") } == .badOptions
    }
    #expect(refused { $0.hospitals = 0 })
    #expect(refused { $0.testFraction = 1 })
    #expect(refused { $0.testFraction = -0.1 })
    #expect(refused { $0.testFraction = .nan })
    #expect(refused { $0.minimumPerClass = -1 })
    #expect(code { _ = try SplitScheme(name: "best") } == .badOptions)
    #expect(code { _ = try SplitScheme(name: "dirichlet", alpha: 0) } == .badOptions)
  }

  @Test("The table adds up")
  func table() throws {
    let folder = try source()
    let manifest = try Splitting(options(.uniform))
      .images("\(folder.path)/in", into: "\(folder.path)/out")
    let lines = SplitTable(manifest).description.split(separator: "\n")
    #expect(lines.count == 6)
    #expect(Set(lines.map(\.count)).count == 1)
    #expect(lines[0].contains("COVID") && lines[0].contains("Normal"))
    #expect(lines[5].hasPrefix("total") && lines[5].hasSuffix("180"))
    #expect(lines[5].contains("120 ( 67 %)"))
  }
}
