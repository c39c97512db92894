import Datasets
import Foundation
import Images
import Testing

@Suite("Image folders")
struct ImageFolderTests {
  private let three = ImageSpecification(classes: ["COVID", "Normal", "Viral Pneumonia"], side: 8)

  private func code(_ body: () throws -> Void) -> DataError? {
    do {
      try body()
      return nil
    } catch {
      return error as? DataError
    }
  }

  @Test("The Radiography Database as unpacked: images, never masks; the folder or its parent")
  func radiography() throws {
    let folder = try TemporaryFolder()
    let root = "COVID-19_Radiography_Dataset"
    for (index, name) in ["COVID", "Lung_Opacity", "Normal", "Viral Pneumonia"].enumerated() {
      for number in 1...2 {
        try folder.image("\(root)/\(name)/images/\(name)-\(number).png", shade: index * 10 + number)
        try folder.image("\(root)/\(name)/masks/\(name)-\(number).png", shade: 200 + index)
      }
      try folder.write("\(root)/\(name).metadata.xlsx", "no image")
    }
    let whole = try ImageFolder("\(folder.path)/\(root)").load(three)
    #expect(whole.dataset.shape == [1, 8, 8])
    #expect(whole.dataset.labels == [0, 0, 1, 1, 2, 2])
    #expect(whole.dataset.ids[0] == "COVID/images/COVID-1.png")
    #expect(whole.report.notes.isEmpty)
    #expect(whole.report.counts == [2, 2, 2])
    #expect(try ImageFolder(folder.path).load(three).dataset == whole.dataset)

    // Lung_Opacity comes only where it is asked for.
    #expect(
      try ImageFolder(folder.path).classNames() == ["COVID", "Normal", "Viral Pneumonia"])
    let two = ImageSpecification(classes: ["Normal", "Lung Opacity"], side: 8)
    #expect(try ImageFolder(folder.path).load(two).report.counts == [2, 2])
  }

  @Test("The older layout: other names, no folder 'images'")
  func olderLayout() throws {
    let folder = try TemporaryFolder()
    try folder.image("COVID-19/a.png", shade: 1)
    try folder.image("NORMAL/b.png", shade: 2)
    try folder.image("Viral_Pneumonia/c.png", shade: 3)
    let loaded = try ImageFolder(folder.path).load(three)
    #expect(loaded.dataset.labels == [0, 1, 2])
    #expect(loaded.dataset.ids == ["COVID-19/a.png", "NORMAL/b.png", "Viral_Pneumonia/c.png"])
  }

  @Test("Values are the area averages of the files, in the order of the bytes of their names")
  func values() throws {
    let folder = try TemporaryFolder()
    for (name, shade) in [("b.png", 1), ("B.png", 2), ("a.png", 3), ("é.png", 4), ("z", 5)] {
      try folder.image("x/\(name)", shade: shade)
    }
    try folder.image("y/a.png", shade: 6)
    let spec = ImageSpecification(classes: ["x", "y"], side: 8)
    let data = try ImageFolder(folder.path).load(spec).dataset
    #expect(data.ids == ["x/B.png", "x/a.png", "x/b.png", "x/z", "x/é.png", "y/a.png"])
    for (index, id) in data.ids.enumerated() {
      let expected = try GreyImage.load("\(folder.path)/\(id)").areaAveraged(to: 8)
      #expect(Array(data[index]) == expected)
    }
    let part = data.subset([5, 0])
    #expect(part.labels == [1, 0])
    #expect(Array(part[1]) == Array(data[0]))
  }

  @Test("A class without a folder is a note, no class at all an error that lists both sides")
  func missingClasses() throws {
    let folder = try TemporaryFolder()
    try folder.image("normal/a.png", shade: 1)
    try folder.image("Tuberculosis/b.png", shade: 2)
    let loaded = try ImageFolder(folder.path).load(three)
    #expect(loaded.report.counts == [0, 1, 0])
    #expect(loaded.report.notes.count == 2)

    let other = ImageSpecification(classes: ["cat", "dog"], side: 8)
    let error = code { _ = try ImageFolder(folder.path).load(other) }
    #expect(error?.code == .missing)
    for word in ["'normal'", "'Tuberculosis'", "'cat'", "'dog'"] {
      #expect(error?.message.contains(word) == true)
    }
    #expect(code { _ = try ImageFolder(folder.path + "/no").load(other) }?.code == .missing)
  }

  @Test("Several places that could be meant are an error, empty class folders too")
  func ambiguous() throws {
    let folder = try TemporaryFolder()
    for part in ["h1", "h2"] {
      try folder.image("\(part)/COVID/a.png", shade: 1)
      try folder.image("\(part)/Normal/b.png", shade: 2)
    }
    let error = code { _ = try ImageFolder(folder.path).load(three) }
    #expect(error?.code == .missing)
    #expect(error?.message.contains("'h1', 'h2'") == true)
    #expect(code { _ = try ImageFolder(folder.path).classNames() }?.code == .missing)

    try folder.write("empty/COVID/readme.txt", "none")
    #expect(code { _ = try ImageFolder("\(folder.path)/empty").load(three) }?.code == .missing)
  }

  @Test("One file in twenty may be damaged, and is named; more is an error")
  func damaged() throws {
    let folder = try TemporaryFolder()
    for number in 0..<38 {
      try folder.image("\(number % 2 == 0 ? "COVID" : "Normal")/\(100 + number).png", shade: number)
    }
    try folder.write("COVID/broken.png", "not a picture")
    try folder.write("Normal/empty.jpg", "")
    let loaded = try ImageFolder(folder.path).load(three)
    #expect(loaded.report.skipped.map(\.name) == ["COVID/broken.png", "Normal/empty.jpg"])
    #expect(loaded.report.skipped.allSatisfy { !$0.reason.isEmpty })
    #expect(loaded.dataset.count == 38)

    #expect(mkfifo("\(folder.path)/Normal/pipe.png", 0o600) == 0)
    let error = code { _ = try ImageFolder(folder.path).load(three) }
    #expect(error?.code == .badData)
    #expect(error?.message.contains("3 of 41") == true)
  }

  @Test("Classes that mean the same folder, one class alone and odd sides are refused")
  func specification() {
    for classes in [["COVID", "covid-19"], ["Normal"], ["A b", "a_B"], ["", "x"], ["a/b", "c"]] {
      let spec = ImageSpecification(classes: classes, side: 32)
      #expect(code { try spec.validate() }?.code == .badSpecification)
    }
    for side in [0, 7, 1025] {
      let spec = ImageSpecification(classes: ["a", "b"], side: side)
      #expect(code { try spec.validate() }?.code == .badSpecification)
    }
  }

  @Test("A metadata.csv that names patients gives every example its group")
  func groups() throws {
    let folder = try TemporaryFolder()
    try folder.image("COVID/images/a.png", shade: 1)
    try folder.image("COVID/images/b.png", shade: 2)
    try folder.image("Normal/images/c.png", shade: 3)
    try folder.write(
      "metadata.csv", "File Name,Patient ID\nCOVID/images/a.png,p1\nc,\"p,2\"\n")
    let data = try ImageFolder(folder.path).load(three).dataset
    #expect(data.groups == ["p1", nil, "p,2"])

    // A name with a folder means that path and no other file.
    try folder.write("metadata.csv", "file,patient\nx/a.png,p1\nNormal/images/c.png,p2\n")
    #expect(try ImageFolder(folder.path).load(three).dataset.groups == [nil, nil, "p2"])

    // A bare name that two patients share says nothing.
    try folder.write("metadata.csv", "file,patient\na.png,p1\na.png,p2\nb.png,p3\n")
    let unclear = try ImageFolder(folder.path).load(three).dataset
    #expect(unclear.groups == [nil, "p3", nil])

    // Nor does one that two images bear, or a file that is given to two patients.
    try folder.image("Normal/images/a.png", shade: 4)
    try folder.write(
      "metadata.csv",
      "file,patient\na.png,p1\nCOVID/images/b.png,p2\nCOVID/images/b.png,p3\nc.png,NA\n")
    let doubtful = try ImageFolder(folder.path).load(three).dataset
    #expect(doubtful.groups == [nil, nil, nil, nil])

    try folder.write("metadata.csv", "file,patient\na,b,c\n")
    #expect(code { _ = try ImageFolder(folder.path).load(three) }?.code == .badData)
  }

  @Test("An empty cell contradicts nobody; every image without a patient has its reason")
  func unnamed() throws {
    let folder = try TemporaryFolder()
    for (index, name) in ["COVID/a.png", "COVID/b.png", "COVID/e.png", "Normal/c.png"].enumerated()
    {
      try folder.image(name, shade: index)
    }
    try folder.write(
      "metadata.csv",
      """
      file,age,Patient
      COVID/a.png,1,
      COVID/a.png,2,p1
      a,3,NA
      COVID/b.png,1,p1
      b,2,p2
      c,3,?
      """)
    let cache = "\(folder.path)/cache"
    let loaded = try ImageFolder(folder.path).load(three, cache: cache)
    #expect(loaded.dataset.groups == ["p1", nil, nil, nil])
    #expect(loaded.dataset.count == 4 && loaded.report.skipped.isEmpty)
    let reasons = loaded.report.unnamed
    #expect(reasons.map(\.name) == ["COVID/b.png", "COVID/e.png", "Normal/c.png"])
    #expect(reasons.map(\.isDoubtful) == [true, false, false])
    #expect(
      reasons.map(\.reason) == [
        "metadata.csv: lines 5 and 6, column 'Patient': two patients",
        "no line of metadata.csv means it",
        "metadata.csv: line 7, column 'Patient': names nobody",
      ])
    let again = try ImageFolder(folder.path).load(three, cache: cache)
    #expect(again.report.fromCache && again.report.unnamed == reasons)

    // A bare name that two images bear may mean either, but not the one that has its own line.
    try folder.image("Normal/b.png", shade: 9)
    let shared = try ImageFolder(folder.path).load(three, cache: cache)
    #expect(shared.dataset.groups == ["p1", "p1", nil, nil, nil])
    #expect(
      shared.report.unnamed[1].reason
        == "metadata.csv: line 6 gives a name without a folder, and several images bear it")
  }
}
