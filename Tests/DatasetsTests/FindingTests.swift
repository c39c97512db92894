import Datasets
import Testing

@Suite("Images with several labels")
struct FindingTests {
  private let spec = ImageSpecification(
    classes: ["Effusion", "Cardiomegaly", "No Finding"], side: 8, labels: .columns)

  private func images(_ names: [String], in folder: borrowing TemporaryFolder) throws {
    for (index, name) in names.enumerated() { try folder.image(name, shade: index + 1) }
  }

  private func failure(_ folder: borrowing TemporaryFolder) -> DataError? {
    do throws(DataError) {
      _ = try ImageFolder(folder.path).load(spec)
      return nil
    } catch {
      return error
    }
  }

  @Test("A column of 0 and 1 for each class, in any order; what is uncertain is left out")
  func columns() throws {
    let folder = try TemporaryFolder()
    try images(
      ["images/a.png", "images/b.png", "images/c.png", "images/d.png", "masks/a.png"], in: folder)
    try folder.write(
      "metadata.csv",
      """
      Path,no_finding,Cardiomegaly,age,EFFUSION,patient
      images/a.png,,1.0,40,1,p1
      b,1,0,41,0,p1
      images/c.png,0,-1,42,0,p2
      """)
    let loaded = try ImageFolder(folder.path).load(spec)
    #expect(loaded.dataset.ids == ["images/a.png", "images/b.png"])
    #expect(loaded.dataset.marks == [1, 1, 0, 0, 0, 1])
    #expect(loaded.dataset.labels.isEmpty)
    #expect(loaded.dataset.records == [[0, 1]])
    #expect(loaded.report.counts == [1, 1, 1])
    #expect(
      loaded.report.notes == [
        "2 images are left out: metadata.csv does not tell their labels",
        "1 lines of metadata.csv have a label that is neither 0 nor 1",
      ])
    let second = loaded.dataset.subset([1, 0])
    #expect(second.marks == [0, 0, 1, 1, 1, 0])
  }

  @Test("One column that lists findings, in folders below, as NIH ChestX-ray14 has it")
  func list() throws {
    let folder = try TemporaryFolder()
    try images(["nih/x_001/1.png", "nih/x_002/2.png", "nih/x_002/3.png"], in: folder)
    try folder.write(
      "nih/metadata.csv",
      """
      Image Index,Finding Labels,Patient ID
      1.png,Cardiomegaly|Effusion|Hernia,1
      2.png,No Finding,2
      3.png,Hernia,2
      """)
    let loaded = try ImageFolder(folder.path).load(spec)
    #expect(loaded.dataset.marks == [1, 1, 0, 0, 0, 1, 0, 0, 0])
    #expect(loaded.dataset.groups == ["1", "2", "2"])
  }

  @Test("The cache tells labels from other labels")
  func cache() throws {
    let folder = try TemporaryFolder()
    try images(["data/a.png", "data/b.png"], in: folder)
    let cache = "\(folder.path)/cache"
    func load(_ table: String) throws -> LoadedData {
      try folder.write("data/metadata.csv", table)
      return try ImageFolder("\(folder.path)/data").load(spec, cache: cache)
    }
    let table = "file,Effusion,Cardiomegaly,No Finding\na.png,1,0,0\nb.png,0,0,1\n"
    let first = try load(table)
    #expect(!first.report.fromCache)
    let again = try ImageFolder("\(folder.path)/data").load(spec, cache: cache)
    #expect(again.report.fromCache && again.dataset == first.dataset)
    let changed = try load(table.replacing("b.png,0,0,1", with: "b.png,0,1,1"))
    #expect(!changed.report.fromCache)
    #expect(changed.dataset.marks == [1, 0, 0, 0, 1, 1])
  }

  @Test("One patient's image must not go because another's has its name: doubt is refused")
  func doubt() throws {
    let header = "file,Effusion,Cardiomegaly,No Finding\n"
    let folder = try TemporaryFolder()
    try images(["a/p1.png"], in: folder)
    try folder.write("metadata.csv", header + "p1.png,1,0,0\n")
    #expect(failure(folder) == nil)
    try images(["b/p1.png"], in: folder)
    try folder.write("metadata.csv", header + "p1.png,1,0,0\nb/p1.png,0,0,1\n")
    #expect(failure(folder)?.code == .badData)
    #expect(failure(folder)?.message.contains("which labels a/p1.png has") == true)
    try folder.write("metadata.csv", header + "a/p1.png,1,0,0\nb/p1.png,0,0,1\n")
    #expect(failure(folder) == nil)
    try folder.write("metadata.csv", header + "a/p1.png,1,0,0\n")
    #expect(try ImageFolder(folder.path).load(spec).dataset.ids == ["a/p1.png"])
    try folder.write("metadata.csv", header + "x/p1.png,1,0,0\n")
    #expect(failure(folder)?.message.contains("to none of the 2 images") == true)
    try folder.write("metadata.csv", header + "a/p1.png,1,0,0\na/p1.png,0,1,0\n")
    #expect(failure(folder)?.message.contains("two lines disagree") == true)
  }

  @Test("Without a usable table the error says what it should hold")
  func refusals() throws {
    let folder = try TemporaryFolder()
    try images(["a.png"], in: folder)
    #expect(failure(folder)?.code == .missing)
    try folder.write("metadata.csv", "file,Effusion\na.png,1\n")
    #expect(failure(folder)?.message.contains("no column for 'Cardiomegaly', 'No Finding'") == true)
    try folder.write("metadata.csv", "Effusion,Cardiomegaly,No Finding\n1,0,0\n")
    #expect(failure(folder)?.message.contains("no column for the file") == true)
    try folder.write("metadata.csv", "file,Effusion,Cardiomegaly,No Finding\nother.png,1,0,0\n")
    #expect(failure(folder)?.message.contains("to none of the 1 images") == true)
  }
}
