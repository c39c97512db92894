import Datasets
import Foundation
import Images
import Testing

/// What is to be predicted is read as what trains.
@Suite("Unlabelled examples")
struct UnlabelledTests {
  @Test("Rows give the inputs of training, with or without columns of class and patient")
  func rows() throws {
    let folder = try TemporaryFolder()
    let spec = TableSpecification(
      labelColumn: "ill", classes: ["0", "1"],
      features: [
        .numeric("age", low: 20, high: 80, indicator: true),
        .categorical("pain", values: ["1", "2"]),
      ], patientColumn: "id")
    let rows = ["50,1", ",2.0", "300,7", "-5,?"]
    try folder.write("bare.csv", "age,pain\n" + rows.joined(separator: "\n"))
    let full = rows.map { "p,\($0),1" }.joined(separator: "\n")
    try folder.write("full.csv", "id,age,pain,ill\n" + full)
    let trained = try TableLoader(spec).load("\(folder.path)/full.csv")
    for name in ["bare.csv", "full.csv"] {
      let read = try TableLoader(spec).loadUnlabelled("\(folder.path)/\(name)")
      #expect(read.values == trained.dataset.examples && read.shape == [4] && read.count == 4)
      #expect(read.ids == trained.dataset.ids && read.notes == trained.report.notes)
    }
    for (text, part) in [("age\n1", "no column 'pain'"), ("age,pain\nold,1", "not a number")] {
      try folder.write("bad.csv", text)
      let path = "\(folder.path)/bad.csv"
      let error = #expect(throws: DataError.self) { try TableLoader(spec).loadUnlabelled(path) }
      #expect(error?.code == .badData && error?.message.contains(part) ?? false)
      #expect(!(error?.message.contains("old") ?? true), "no cell is told")
    }
    try folder.write("none.csv", "age,pain\n")
    let path = "\(folder.path)/none.csv"
    #expect(throws: DataError.self) { try TableLoader(spec).loadUnlabelled(path) }
  }

  @Test("A folder is read with all below it, masks never; a file by itself; damage is named")
  func images() throws {
    let folder = try TemporaryFolder()
    try folder.image("in/b/2.png", shade: 2)
    try folder.image("in/b/masks/2.png", shade: 9)
    try folder.image("in/1.jpg", shade: 1)
    try folder.image("in/.hidden.png", shade: 9)
    try folder.write("in/b/3.PNG", "no picture")
    try folder.write("in/notes.txt", "no picture")
    let images = try UnlabelledImages("\(folder.path)/in")
    #expect(images.files == ["1.jpg", "b/2.png", "b/3.PNG"])
    let read = images.load(0..<3, side: 2)
    #expect(read.ids == ["1.jpg", "b/2.png"] && read.shape == [1, 2, 2])
    #expect(read.skipped.map(\.name) == ["b/3.PNG"])
    let second = try GreyImage.load("\(folder.path)/in/b/2.png").areaAveraged(to: 2)
    #expect(Array(read.values[4...]) == second)
    let one = try UnlabelledImages("\(folder.path)/in/b/2.png")
    #expect(one.files == ["2.png"] && one.load(0..<1, side: 2).values == second)
    for path in ["\(folder.path)/in/b/masks/none", "\(folder.path)/none"] {
      let error = #expect(throws: DataError.self) { try UnlabelledImages(path) }
      #expect(error?.code == .missing)
    }
  }
}
