import Foundation
import Testing

@testable import Node

/// What the imported pictures look like.
@Suite(
  .enabled(if: DicomTrial.hasTools, "DCMTK is not installed: apt-get install dcmtk"))
struct ImportPictureTests {
  /// Grey by the linear function of DICOM PS3.3 C.11.2.1.2.
  private func grey(_ value: Int, center: Double, width: Double) -> Double {
    let share = (Double(value) - (center - 0.5)) / (width - 1) + 0.5
    return 255 * min(max(share, 0), 1)
  }

  private func window(_ center: String, _ width: String) -> [DicomWriter.Element] {
    [.text(0x28, 0x1050, "DS", center), .text(0x28, 0x1051, "DS", width)]
  }

  private func imported(_ writer: DicomWriter) throws -> [Int] {
    let trial = try DicomTrial()
    try trial.write(writer, "COVID/a.dcm")
    let summary = try trial.run()
    #expect(summary.status == .done, "\(summary.text)")
    let image = try trial.image("COVID/000001.png")
    #expect(image.width == writer.width && image.height == writer.height)
    return image.pixels.map(Int.init)
  }

  private func expect(_ pixels: [Int], _ expected: [Double]) {
    let worst = zip(pixels, expected).map { abs(Double($0) - $1) }.max() ?? 256
    #expect(worst <= 1.01, "worst \(worst)")
  }

  @Test(arguments: [8, 12, 16], [false, true])
  func withoutAWindowTheValuesThatOccurFillTheRange(bits: Int, isImplicit: Bool) throws {
    var writer = DicomWriter(bits: bits, isImplicit: isImplicit)
    writer.values = writer.pixels.map { $0 / 2 + 20 }
    let (low, high) = (try #require(writer.values.min()), try #require(writer.values.max()))
    expect(
      try imported(writer), writer.values.map { 255 * Double($0 - low) / Double(high - low) })
  }

  @Test(arguments: [("1000", "400"), ("900.5\\3000", "1200\\5"), ("300", "1")])
  func theFirstWindowIsApplied(center: String, width: String) throws {
    var writer = DicomWriter()
    writer.others = window(center, width)
    let first = try #require(Double(center.split(separator: "\\")[0]))
    let extent = try #require(Double(width.split(separator: "\\")[0]))
    let pixels = try imported(writer)
    guard extent > 1 else {
      #expect(Set(pixels) == [0, 255])
      return
    }
    expect(pixels, writer.pixels.map { grey($0, center: first, width: extent) })
  }

  @Test(arguments: [("1000", "0"), ("x", "400"), ("1000", "-5"), ("nan", "400"), ("1000", "")])
  func aWindowThatMeansNothingIsNoWindow(center: String, width: String) throws {
    var writer = DicomWriter()
    writer.others = window(center, width)
    #expect(try imported(writer) == imported(DicomWriter()))
  }

  @Test func whiteIsBlackInMonochrome1() throws {
    var writer = DicomWriter(photometric: "MONOCHROME1")
    expect(try imported(writer), try imported(DicomWriter()).map { Double(255 - $0) })
    writer.others = window("1000", "400")
    var other = DicomWriter()
    other.others = writer.others
    expect(try imported(writer), try imported(other).map { Double(255 - $0) })
  }

  @Test func overlaysAreLeftOut() throws {
    var writer = DicomWriter()
    let bits = [UInt8](repeating: 0xff, count: writer.width * writer.height / 8)
    writer.others = [
      .number(0x6000, 0x10, UInt16(writer.height)), .number(0x6000, 0x11, UInt16(writer.width)),
      .text(0x6000, 0x40, "CS", "G"),
      .init(group: 0x6000, element: 0x50, vr: "SS", bytes: [1, 0, 1, 0]),
      .number(0x6000, 0x100, 1), .number(0x6000, 0x102, 0),
      .init(group: 0x6000, element: 0x3000, vr: "OW", bytes: bits),
    ]
    #expect(try imported(writer) == imported(DicomWriter()))
  }

  @Test(arguments: [
    ("dcmcjpeg", ["+eb"], 8, 3), ("dcmcjpeg", ["+ee"], 12, 3), ("dcmcjpeg", ["+e1"], 16, 0),
    ("dcmcrle", [], 16, 0), ("dcmcjpls", ["+el"], 16, 0),
  ])
  func compressedPicturesAreReadToo(
    tool: String, options: [String], bits: Int, tolerance: Int
  ) throws {
    let trial = try DicomTrial()
    var writer = DicomWriter(width: 64, height: 48, bits: bits)
    writer.others = window(String((1 << bits) / 2), String(1 << bits))
    try trial.write(writer, "COVID/a.dcm")
    try trial.compress(tool, options, "COVID/a.dcm", to: "COVID/b.dcm")
    // A lossy copy gets a number of its own, any other is the same image.
    let both = try trial.run()
    #expect(both.copies == (tolerance == 0 ? 1 : 0) && both.written + both.copies == 2)
    let raw = try trial.image("COVID/000001.png").pixels.map(Int.init)
    try FileManager.default.removeItem(atPath: trial.source + "/COVID/a.dcm")
    let summary = try trial.run(into: "compressed")
    #expect(summary.written == 1, "\(summary.text)")
    let pixels = try trial.image("COVID/000001.png", in: "compressed").pixels.map(Int.init)
    #expect(zip(pixels, raw).allSatisfy { abs($0 - $1) <= tolerance })

    // Cut short, it is refused and not filled up.
    let bytes = try Data(contentsOf: URL(fileURLWithPath: trial.source + "/COVID/b.dcm"))
    try trial.write(Array(bytes.prefix(bytes.count * 3 / 4)), "COVID/b.dcm")
    let cut = try trial.run(into: "cut")
    #expect(cut.written == 0 && cut.status == .badData, "\(cut.text)")
  }
}
