import Foundation
import Images
import Testing

@testable import Datasets

@Suite("Checking images")
struct DataCheckImageTests {
  private let two = ImageSpecification(classes: ["COVID", "Normal"], side: 8)

  /// Writes an 8 x 8 image of many shades; equal numbers are exact copies.
  private func image(
    _ folder: borrowing TemporaryFolder, _ name: String, shade: Int
  ) throws {
    let pixels = (0..<64).map { UInt8((shade * 31 + shade / 256 * $0 + $0 * 3) % 256) }
    try folder.write(name, GreyImage(width: 8, height: 8, pixels: pixels).encodePNG())
  }

  /// A hospital's folder without any fault: twelve images of each class, patients and sources.
  private func fill(_ folder: borrowing TemporaryFolder, _ part: String = "h1", from: Int = 0)
    throws
  {
    var metadata = "file,patient,source\n"
    for number in from..<from + 24 {
      let name = "\(number % 2 == 0 ? "COVID" : "Normal")/secret-\(number).png"
      try image(folder, "\(part)/\(name)", shade: number + 1)
      metadata += "\(name),patient-\(number),device-\(number / 2 % 2)\n"
    }
    try folder.write("\(part)/metadata.csv", metadata)
  }

  private func check(
    _ folder: borrowing TemporaryFolder, _ parts: [String] = ["h1"], needsPatients: Bool = false
  ) throws -> DataCheckReport {
    try DataCheck(specification: .images(two), needsPatients: needsPatients)
      .run(parts.map { "\(folder.path)/\($0)" })
  }

  /// The findings of a check, as `word message`.
  private func lines(_ report: DataCheckReport, _ code: DataCheckCode) -> [String] {
    report.findings.filter { $0.check == code }.map { "\($0.word.rawValue) \($0.message)" }
  }

  @Test("Data without a fault are ready, with a plan and without")
  func clean() throws {
    let folder = try TemporaryFolder()
    try fill(folder)
    let report = try check(folder, needsPatients: true)
    #expect(report.verdict == .ready)
    #expect(report.findings.allSatisfy { $0.word == .ok }, "\(report.text)")
    #expect(lines(report, .classes) == ["ok 24 images (COVID: 12, Normal: 12)"])
    #expect(lines(report, .sources) == ["ok 2 sources"])
    #expect(
      lines(report, .patients)
        == ["ok 24 patients, 0 with several images (at most 1)"])
    let unplanned = try DataCheck(specification: nil).run(["\(folder.path)/h1"])
    #expect(unplanned.verdict == .ready)
    #expect(lines(unplanned, .classes) == lines(report, .classes))
  }

  @Test("Copies: inside a class, across classes, between parts; patients in two parts")
  func copies() throws {
    let folder = try TemporaryFolder()
    try fill(folder)
    try fill(folder, "test", from: 100)
    try image(folder, "h1/COVID/again.png", shade: 1)
    try image(folder, "h1/Normal/wrong.png", shade: 3)
    let one = try check(folder)
    #expect(
      lines(one, .duplicates) == [
        "FAIL 1 image with the same pixels as one of another class",
        "warn 1 image with the same pixels as another of the class",
      ])
    #expect(
      one.findings.filter { $0.check == .duplicates }.map(\.files) == [
        ["Normal/wrong.png = COVID/secret-2.png"], ["COVID/secret-0.png = COVID/again.png"],
      ])
    #expect(try check(folder, ["test"]).verdict == .ready)

    try image(folder, "test/Normal/secret-1.png", shade: 2)
    try folder.write(
      "test/metadata.csv", "file,patient,source\nCOVID/secret-100.png,patient-0,device-0\n")
    let both = try check(folder, ["h1", "test"])
    let overall = both.findings.filter { $0.part == nil }
    #expect(overall.map(\.word) == [.fail, .fail])
    #expect(overall[0].files == ["test/Normal/secret-1.png = h1/Normal/secret-1.png"])
    #expect(overall[1].message == "1 patient in more than one part")
    #expect(!both.text.contains("patient-0"))
  }

  @Test("Masks, by content and by name, empty pictures, files that do not decode")
  func masks() throws {
    let folder = try TemporaryFolder()
    try fill(folder)
    let square = (0..<4096).map { UInt8($0 % 64 < 20 ? 255 : 0) }
    // As a JPEG makes it: near black and near white.
    let blurred = square.enumerated().map { $1 == 0 ? UInt8($0 % 9) : UInt8(247 + $0 % 9) }
    let photograph = (0..<4096).map { UInt8($0 / 16) }
    for (name, pixels) in [
      ("square", square), ("blurred", blurred), ("empty", square.map { _ in 7 }),
      ("photograph", photograph), ("lung_mask", photograph.reversed()),
    ] {
      try folder.write(
        "h1/COVID/\(name).png", GreyImage(width: 64, height: 64, pixels: pixels).encodePNG())
    }
    try image(folder, "h1/COVID/masks/a.png", shade: 5)
    try folder.write("h1/Normal/broken.png", "no picture")
    let report = try check(folder)
    #expect(
      lines(report, .masks) == [
        "ok 1 folder of masks, never read",
        "warn 3 images look like masks: two shades of grey, or named so",
        "warn 1 image of one shade: nothing is on the picture",
      ])
    #expect(
      report.findings.filter { $0.check == .masks }[1].files
        == ["COVID/blurred.png", "COVID/lung_mask.png", "COVID/square.png"])
    #expect(
      lines(report, .unreadable)
        == ["warn 1 file of 30 does not decode, the node will skip them"])
    for number in 0..<4 { try folder.write("h1/Normal/broken-\(number).png", "no picture") }
    let worse = try check(folder)
    #expect(lines(worse, .unreadable).first?.hasPrefix("FAIL 5 files of 34 do not") == true)
    #expect(worse.verdict == .notReady)
  }

  @Test("A class from one source, a source of one class, a mode that gives a class away")
  func confounding() throws {
    let folder = try TemporaryFolder()
    try fill(folder)
    var metadata = "file,patient,source\n"
    for number in 0..<24 {
      let name = "\(number % 2 == 0 ? "COVID" : "Normal")/secret-\(number).png"
      metadata += "\(name),patient-\(number),\(number % 2 == 0 ? "journal" : "archive")\n"
    }
    try folder.write("h1/metadata.csv", metadata)
    let report = try check(folder)
    let finding = try #require(report.findings.first { $0.check == .sources })
    #expect(finding.word == .warn)
    #expect(
      finding.files == [
        "source 'archive' has nothing but 'Normal' (12)",
        "source 'journal' has nothing but 'COVID' (12)",
        "each from a single source: 'COVID', 'Normal'",
      ])
    #expect(report.verdict == .warnings)

    // Normal from one of two sources only, COVID from both: nothing gives COVID away alone.
    try folder.write(
      "h1/metadata.csv",
      metadata.replacing("secret-0.png,patient-0,journal", with: "secret-0.png,patient-0,archive"))
    let mixed = try #require(try check(folder).findings.first { $0.check == .sources })
    #expect(
      mixed.files == [
        "source 'journal' has nothing but 'COVID' (11)", "each from a single source: 'Normal'",
      ])
  }

  @Test("Patients that are not named, sizes below the plan's, uneven classes")
  func planned() throws {
    let folder = try TemporaryFolder()
    try fill(folder)
    try image(folder, "h1/COVID/stranger.png", shade: 99)
    #expect(try check(folder).verdict == .ready)
    let strict = try check(folder, needsPatients: true)
    #expect(strict.verdict == .notReady)
    let finding = try #require(strict.findings.first { $0.check == .patients })
    #expect(finding.word == .fail)
    #expect(finding.files == ["COVID/stranger.png: no line of metadata.csv means it"])

    let large = ImageSpecification(classes: ["COVID", "Normal", "Pneumonia"], side: 16)
    let path = "\(folder.path)/h1"
    let small = try DataCheck(specification: .images(large)).run([path])
    #expect(lines(small, .sizes).first?.contains("25 images below the plan's side of 16") == true)
    #expect(lines(small, .sizes).first?.hasPrefix("note ") == true)
    #expect(lines(small, .balance) == ["note nothing of 'Pneumonia'"])
    let larger = ImageSpecification(classes: large.classes, side: 17)
    let tiny = try DataCheck(specification: .images(larger)).run([path])
    #expect(lines(tiny, .sizes).first?.hasPrefix("warn ") == true)

    for number in 0..<130 { try image(folder, "h1/Normal/more-\(number).png", shade: 200 + number) }
    #expect(
      lines(try check(folder), .balance) == ["warn 'Normal' is 10.9 times as frequent as 'COVID'"])
  }

  @Test("Images with several labels: counts by label, copies by all labels, one source")
  func severalLabels() throws {
    let folder = try TemporaryFolder()
    var metadata = "file,patient,source,Effusion,Nodule\n"
    for number in 0..<24 {
      try image(folder, "h1/images/\(number).png", shade: number + 1)
      metadata += "\(number).png,p-\(number),\(number % 3 == 0 ? "a" : "b"),"
      metadata += "\(number % 2),\(number % 3 == 0 ? 1 : 0)\n"
    }
    try image(folder, "h1/images/copy.png", shade: 4)
    try folder.write("h1/metadata.csv", metadata + "copy.png,p-3,a,0,1\n")
    let specification = ImageSpecification(
      classes: ["Effusion", "Nodule"], side: 8, labels: .columns)
    let check = DataCheck(specification: .images(specification), needsPatients: true)
    let report = try check.run(["\(folder.path)/h1"])
    #expect(lines(report, .classes) == ["ok 25 images (Effusion: 12, Nodule: 9)"])
    // Number 3 has both labels, its copy one.
    #expect(
      lines(report, .duplicates) == ["FAIL 1 image with the same pixels as one of another class"])
    let sources = try #require(report.findings.first { $0.check == .sources })
    #expect(sources.files == ["each from a single source: 'Nodule'"])
    try folder.write("h1/metadata.csv", "file,patient\n1.png,p\n")
    #expect(lines(try check.run(["\(folder.path)/h1"]), .data).first?.hasPrefix("FAIL ") == true)
  }

  @Test("A metadata.csv that is no CSV is a finding, a path that is not there an error")
  func damaged() throws {
    let folder = try TemporaryFolder()
    try fill(folder)
    try folder.write("h1/metadata.csv", "file;patient\na;b\n")
    let report = try check(folder)
    #expect(report.verdict == .notReady)
    #expect(lines(report, .data).first?.contains("separated by ';'") == true)
    #expect(throws: DataError.self) { try check(folder, ["h2"]) }
    #expect(throws: DataError.self) { try check(folder, ["h1", "h1"]) }
  }

  @Test("What others may read names no file, patient, source or path, and rounds its counts")
  func countsOnly() throws {
    let folder = try TemporaryFolder()
    try fill(folder)
    try fill(folder, "test", from: 100)
    for number in 0..<3 {
      try image(folder, "h1/COVID/secret-again-\(number).png", shade: 1)
      try folder.write("h1/Normal/secret-broken-\(number).png", "secret")
    }
    let report = try DataCheck(specification: .images(two), needsPatients: true)
      .run(["\(folder.path)/h1", "\(folder.path)/test"])
    let text = report.countsOnly
    #expect(text.contains("classes     COVID: 20, Normal: 10"), "\(text)")
    #expect(text.contains("copies in a class <10"))
    for word in ["secret", "patient-", "device", folder.path, "h1", "test", ".png", "15", "12"] {
      #expect(!text.contains(word), "\(word) in \(text)")
    }
    #expect(report.text.contains("secret"))
    let json = report.jsonLines.split(separator: "\n")
    #expect(json.count == report.findings.count + 1)
    #expect(json.contains { $0.contains("COVID/secret-again-2.png") })
    // Without a plan even the names of the classes are those of folders.
    let unplanned = try DataCheck(specification: nil).run(["\(folder.path)/h1"]).countsOnly
    #expect(unplanned.contains("class 1: 20, class 2: 10"), "\(unplanned)")
    #expect(!unplanned.contains("COVID"))
  }

  @Test(
    "Counts are told in tens, small ones not at all",
    arguments: [(0, "0"), (1, "<10"), (9, "<10"), (10, "10"), (14, "10"), (15, "20"), (124, "120")])
  func rounding(_ count: Int, _ text: String) {
    #expect(DisclosedCount(count).description == text)
  }
}
