import Datasets
import Foundation
import Testing

@Suite("Image cache")
struct ImageCacheTests {
  private let spec = ImageSpecification(classes: ["COVID", "Normal"], side: 8)

  private func filled() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for number in 0..<20 {
      try folder.image("d/\(number % 2 == 0 ? "COVID" : "Normal")/\(number).png", shade: number)
    }
    try folder.write("d/Normal/broken.png", "x")
    try folder.write("d/metadata.csv", "file,patient\n0.png,p\n")
    return folder
  }

  private func load(_ folder: borrowing TemporaryFolder, _ spec: ImageSpecification) throws
    -> LoadedData
  {
    try ImageFolder("\(folder.path)/d").load(spec, cache: "\(folder.path)/cache")
  }

  @Test("The second load decodes nothing and gives the same")
  func hit() throws {
    let folder = try filled()
    let first = try load(folder, spec)
    let second = try load(folder, spec)
    #expect(!first.report.fromCache)
    #expect(second.report.fromCache)
    #expect(second.dataset == first.dataset)
    #expect(second.report.skipped == first.report.skipped)
    let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/cache")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["cache", "d"])
  }

  @Test("Another side, other classes, a changed, added or removed file decode anew")
  func misses() throws {
    let folder = try filled()
    func expectMiss(_ spec: ImageSpecification) throws {
      #expect(try !load(folder, spec).report.fromCache)
      #expect(try load(folder, spec).report.fromCache)
    }
    try expectMiss(spec)
    try expectMiss(ImageSpecification(classes: ["COVID", "Normal"], side: 9))
    try expectMiss(ImageSpecification(classes: ["Normal", "COVID"], side: 9))
    try expectMiss(spec)
    try folder.image("d/COVID/new.png", shade: 77)
    try expectMiss(spec)
    unlink("\(folder.path)/d/COVID/new.png")
    try expectMiss(spec)
    try folder.image("d/COVID/0.png", shade: 78)
    try expectMiss(spec)
    try folder.write("d/metadata.csv", "file,patient\n0.png,other\n")
    try expectMiss(spec)
    #expect(try load(folder, spec).dataset.groups?.first == "other")
  }

  @Test("A cache damaged at any place, cut or lengthened is made anew")
  func damage() throws {
    let folder = try filled()
    let whole = try load(folder, spec)
    let path = "\(folder.path)/cache"
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path)).map { $0 }

    var damaged: [[UInt8]] = [
      [], Array(bytes.dropLast()), bytes + [0], Array(repeating: 255, count: 99),
    ]
    // Every byte of the head, then samples of the rest.
    for place in Array(0..<48) + Array(stride(from: 48, to: bytes.count, by: 97)) {
      var copy = bytes
      copy[place] ^= 0x10
      damaged.append(copy)
    }
    for copy in damaged {
      try Data(copy).write(to: URL(fileURLWithPath: path))
      let again = try load(folder, spec)
      #expect(!again.report.fromCache)
      #expect(again.dataset == whole.dataset)
    }
    #expect(try load(folder, spec).report.fromCache)
  }

  @Test("Failing to write the cache is a note, not an error")
  func unwritable() throws {
    let folder = try filled()
    let loaded = try ImageFolder("\(folder.path)/d").load(spec, cache: "\(folder.path)/no/cache")
    #expect(loaded.dataset.count == 20)
    #expect(loaded.report.notes.contains { $0.contains("cache") })
  }
}
