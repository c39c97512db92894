import Datasets
import Foundation
import Testing

@testable import Node

/// What an import takes, leaves, names and remembers.
@Suite(
  .enabled(if: DicomTrial.hasTools, "DCMTK is not installed: apt-get install dcmtk"))
struct ImportDicomTests {
  private func writer(
    _ number: Int, patient: String? = nil, _ others: [DicomWriter.Element] = []
  ) -> DicomWriter {
    var writer = DicomWriter()
    writer.instance = "1.2.840.99.\(number)"
    writer.patient = patient ?? "PAT-\(number)"
    writer.values = writer.pixels.map { ($0 * 7 + number * 13) % 4096 }
    writer.others = others
    return writer
  }

  /// Sorted by patient instead of by class, the folders' names would be copied.
  @Test(arguments: [
    ("SECRET_Name_2024", "Secret^Name"), ("mueller", "MUELLER HANS"),
    ("Muller", "M\u{fc}ller^Hans"),
    ("pat 4711", "A^B"), ("PAT4711", "A^B"),
  ])
  func aFolderOfAPatientIsNoClass(_ folder: String, _ name: String) throws {
    let trial = try DicomTrial()
    var patient = DicomWriter.Element.text(0x10, 0x10, "PN", "")
    // As most scanners write it, ISO 8859-1.
    patient.bytes =
      name.unicodeScalars.map { UInt8($0.value) } + (name.count % 2 == 1 ? [0x20] : [])
    let charset = DicomWriter.Element.text(8, 5, "CS", "ISO_IR 100")
    try trial.write(writer(1, patient: "PAT-4711", [charset, patient]), "\(folder)/a.dcm")
    try trial.write(writer(3), "COVID/c.dcm")
    let error = #expect(throws: NodeError.self) { try trial.run() }
    #expect(error?.status == .badData && error?.remedy.contains("--labels") == true)
    #expect(error?.message.contains(folder) == false)
    let left = try trial.files()
    #expect(!left.keys.contains { $0.contains(folder) })
    #expect(!left.values.contains { $0.range(of: Data(folder.utf8)) != nil })
  }

  /// A class that is called like somebody's number of one digit stays one.
  @Test func shortNumbersAreNoNames() throws {
    let trial = try DicomTrial()
    try trial.write(writer(1, patient: "1"), "1/a.dcm")
    #expect(try trial.run().written == 1)
  }

  /// What a program prints lies in a file without a name, so a kill leaves nothing of it.
  @Test func whatAProgramPrintsHasNoName() throws {
    let trial = try DicomTrial()
    let process = LimitedProcess(
      program: "/bin/ls", limiter: "/usr/bin/prlimit", folder: trial.source)
    let listed = try process.output(of: ["-A", trial.source], between: trial.source + "/0.txt")
    #expect(listed?.isEmpty == true)
    let root = try process.output(of: [trial.root], between: trial.source + "/0.txt")
    #expect(root.map { String(decoding: $0, as: UTF8.self) } == "source\n")
  }

  @Test func noIdentifierIsCopied() throws {
    let trial = try DicomTrial()
    let comment = DicomWriter.Element.text(0x10, 0x4000, "LT", "Secret comment")
    try trial.write(writer(1, patient: "PAT-4711", [comment]), "COVID/Secret^Name/IM-SECRET.dcm")
    try trial.write(writer(2, patient: "PAT-4711"), "Normal/IM-SECRET")
    try trial.write(writer(3, patient: "PAT-0815"), "Normal/deep/er/IM-SECRET")
    let summary = try trial.run(withSource: true)
    #expect(summary.written == 3 && summary.status == .done)
    let files = try trial.files()
    #expect(
      Set(files.keys) == [
        "COVID/000001.png", "Normal/000002.png", "Normal/000003.png", "metadata.csv",
        ".decaph-import.csv",
      ])
    let told =
      files.map { Data($0.key.utf8) + $0.value }
      + [
        Data(
          try FileManager.default.contentsOfDirectory(atPath: trial.root + "/state/secrets")
            .joined().utf8)
      ]
    for word in ["ecret", "ECRET", "PAT", "4711", "0815", "ROOM", "Maker", "1.2.840"] {
      #expect(!told.contains { $0.range(of: Data(word.utf8)) != nil }, "\(word)")
    }
    let metadata = try trial.metadata()
    #expect(metadata["COVID/000001.png"]?[0] == metadata["Normal/000002.png"]?[0])
    #expect(metadata["COVID/000001.png"]?[0] != metadata["Normal/000003.png"]?[0])
    #expect(Set(metadata.values.map { $0[1] }).count == 1)
    #expect(metadata.values.allSatisfy { $0[0].hasPrefix("p-") && $0[1].hasPrefix("s-") })

    // The same key gives the same names, another one others.
    _ = try trial.run(into: "again")
    #expect(try trial.metadata("again").mapValues { $0[0] } == metadata.mapValues { $0[0] })
    #expect(try trial.metadata("again").values.allSatisfy { $0.count == 1 })
    _ = try trial.run(into: "elsewhere", state: "other")
    #expect(
      try Set(trial.metadata("elsewhere").values.map { $0[0] })
        .isDisjoint(with: metadata.values.map { $0[0] }))
    for name in try FileManager.default.subpathsOfDirectory(atPath: trial.root + "/state") {
      let attributes = try FileManager.default.attributesOfItem(
        atPath: "\(trial.root)/state/\(name)")
      let mode = try #require(attributes[.posixPermissions] as? Int)
      #expect(mode & 0o077 == 0, "\(name)")
    }
  }

  @Test func theNodeReadsWhatWasImported() throws {
    let trial = try DicomTrial()
    for number in 0..<4 {
      try trial.write(
        writer(number, patient: "PAT-\(number / 2)"),
        "\(number % 2 == 0 ? "COVID" : "Normal")/\(number)")
    }
    _ = try trial.run()
    let specification = ImageSpecification(classes: ["COVID", "Normal"], side: 8)
    let loaded = try ImageFolder(trial.root + "/out").load(specification)
    #expect(loaded.dataset.records.count == 2 && loaded.dataset.unnamed.isEmpty)
    let report = try DataCheck(specification: .images(specification), needsPatients: true)
      .run([trial.root + "/out"])
    #expect(report.verdict != .notReady, "\(report.text)")
  }

  @Test func whatIsNoRadiographIsPassedOverAndCounted() throws {
    let trial = try DicomTrial()
    try trial.write(writer(1), "A/good")
    try trial.write(writer(2, [.text(0x28, 0x301, "CS", "NO")]), "A/clean")
    try trial.write(writer(3, [.text(0x28, 0x301, "CS", "YES")]), "A/burned")
    try trial.write(writer(4, [.text(0x28, 8, "IS", "2")]), "A/frames")
    var colour = DicomWriter(bits: 8, photometric: "RGB", samples: 3)
    colour.instance = "1.2.5"
    try trial.write(colour, "A/colour")
    var report = writer(6)
    report.height = 0
    report.values = [0]
    try trial.write(report, "A/report")
    try trial.write(Array("no DICOM at all".utf8), "A/text")
    try trial.write(writer(7), "in-no-folder")
    var short = writer(8)
    short.lacking = 2
    try trial.write(short, "A/short")
    try trial.write(Array(writer(9).bytes.dropLast(40)), "A/cut")
    try trial.write(
      writer(10, [.number(0x28, 0x10, 65535), .number(0x28, 0x11, 65535)]), "A/huge")
    let summary = try trial.run()
    #expect(summary.written == 2 && summary.unsaid == 1, "\(summary.text)")
    #expect(
      summary.passed.mapValues(\.count) == [
        .burnedIn: 1, .severalFrames: 1, .colour: 1, .noPicture: 1, .foreign: 1, .noClass: 1,
        .incomplete: 1, .unreadable: 1, .tooLarge: 1,
      ], "\(summary.text)")
    // Two of four images damaged.
    #expect(summary.status == .badData)
    #expect(summary.passed[.burnedIn]?.files == ["A/burned"])
  }

  @Test func aValueCannotForgeAnother() throws {
    let trial = try DicomTrial()
    let line = "x]  # 2\n(0028,0301) CS [NO]   #  2, 1 BurnedInAnnotation\n"
    try trial.write(writer(1, patient: line), "A/a")
    try trial.write(writer(2, [.text(0x10, 0x4000, "LT", line)]), "A/b")
    try trial.write(
      writer(3, [.text(8, 0x50, "SH", line), .text(0x28, 0x301, "CS", "YES")]), "A/c")
    let summary = try trial.run()
    #expect(summary.written == 2 && summary.unsaid == 2, "\(summary.text)")
    #expect(summary.passed[.burnedIn]?.count == 1)
  }

  @Test func aSecondRunDoesWhatIsMissingUnderTheSameNumbers() throws {
    let trial = try DicomTrial()
    for number in 1...8 { try trial.write(writer(number), "A/\(number)") }
    // Killed before it had written anything whole.
    try FileManager.default.createDirectory(
      atPath: trial.root + "/out", withIntermediateDirectories: true)
    try Data().write(to: URL(fileURLWithPath: trial.root + "/out/.decaph-import.csv.99.tmp"))
    #expect(try trial.run().written == 8)
    let whole = try trial.files()
    // As a kill leaves it: places without images, a file that is not whole, the mark.
    for name in ["000003.png", "000007.png"] {
      try FileManager.default.removeItem(atPath: "\(trial.root)/out/A/\(name)")
    }
    for name in ["A/000003.png.99.tmp", ".decaph-import-unfinished", ".decaph-import-scratch"] {
      try Data("half".utf8).write(to: URL(fileURLWithPath: "\(trial.root)/out/\(name)"))
    }
    let again = try trial.run()
    #expect(again.written == 2 && again.known == 6, "\(again.text)")
    #expect(try trial.files() == whole)

    // New files get new numbers; copies and other classes are said.
    try trial.write(writer(9), "B/new")
    try trial.write(writer(5), "B/copy")
    let more = try trial.run()
    #expect(more.written == 1 && more.known == 8 && more.copies == 1, "\(more.text)")
    #expect(try trial.image("B/000009.png").width == 16)
    try FileManager.default.removeItem(atPath: trial.source + "/A/5")
    #expect(try trial.run().moved == 1)
  }

  @Test func whatCannotBeWrittenKeepsItsPlace() throws {
    let trial = try DicomTrial()
    try trial.write(writer(1), "A/a")
    _ = try trial.run()
    try trial.write(writer(2), "B/b")
    try Data("in the way".utf8).write(to: URL(fileURLWithPath: trial.root + "/out/B"))
    let error = #expect(throws: DataError.self) { try trial.run() }
    #expect(error?.code == .unwritable)
    let report = try DataCheck(specification: nil).run([trial.root + "/out"])
    #expect(report.text.contains("an import into this folder was broken off"), "\(report.text)")
    try FileManager.default.removeItem(atPath: trial.root + "/out/B")
    #expect(try trial.run().written == 1)
    #expect(try trial.image("B/000002.png").width == 16)
  }

  @Test(arguments: [
    ("file", "one/1", "one/2"), ("SOPInstanceUID", "1.2.840.99.1", "1.2.840.99.2"),
    ("AccessionNumber", "ACC-1", "ACC-2"), ("PatientID", "PAT-1", "PAT-2"),
  ])
  func labelsNameImagesInFourWays(column: String, first: String, second: String) throws {
    let trial = try DicomTrial()
    for number in 1...3 {
      try trial.write(writer(number, [.text(8, 0x50, "SH", "ACC-\(number)")]), "one/\(number)")
    }
    let summary = try trial.run(labels: "\(column),class\n\(first),COVID\n\(second),Viral P\n")
    #expect(summary.written == 2 && summary.passed[.noClass]?.count == 1, "\(summary.text)")
    #expect(try Set(trial.metadata().keys) == ["COVID/000001.png", "Viral P/000002.png"])
  }

  @Test(arguments: [
    "file,class\na,../x\n", "file,class\na,x\na,y\n", "file,kind\na,x\n", "name,class\na,x\n", "",
  ])
  func badLabelsAreRefused(text: String) throws {
    let trial = try DicomTrial()
    try trial.write(writer(1), "a")
    let error = #expect(throws: DataError.self) { try trial.run(labels: text) }
    #expect(error?.code == .badData)
    #expect(!FileManager.default.fileExists(atPath: trial.root + "/out"))
  }

  @Test func foldersOfPatientsAreNoClasses() throws {
    let trial = try DicomTrial()
    for number in 1...21 { try trial.write(writer(number), "Name^\(number)/image") }
    let error = #expect(throws: NodeError.self) { try trial.run() }
    #expect(error?.status == .badData && error?.remedy.contains("--labels") == true)
  }

  @Test func aFolderOfOthersIsNotTouched() throws {
    let trial = try DicomTrial()
    try trial.write(writer(1), "A/a")
    try FileManager.default.createDirectory(
      atPath: trial.root + "/out", withIntermediateDirectories: true)
    try Data().write(to: URL(fileURLWithPath: trial.root + "/out/mine"))
    #expect(throws: DataError.self) { try trial.run() }
    #expect(try FileManager.default.contentsOfDirectory(atPath: trial.root + "/out") == ["mine"])
    #expect(throws: NodeError.self) { try trial.run(into: "source/out") }
    // The key must not lie where the images do.
    #expect(throws: (any Error).self) { try trial.run(into: "new", state: "new/state") }
  }
}
