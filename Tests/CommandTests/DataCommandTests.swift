import Foundation
import Glibc
import TestFolders
import Testing

/// `data check` and `data import` as people and scripts meet them.
@Suite struct DataCommandTests {
  private static let hasTools = FileManager.default.isExecutableFile(atPath: "/usr/bin/dcmj2pnm")

  /// A folder that is removed at the end of the test.
  private final class Place {
    let path = TemporaryFolders.path + "/decaph-data-\(UUID().uuidString)"
    init() throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ data: Data) throws {
      let url = URL(fileURLWithPath: "\(path)/\(name)")
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: url)
    }
  }

  @Test func aJoinedHospitalChecksItsDataByTheManifest() throws {
    let consortium = try Consortium(rounds: 2)
    let good = try consortium.node("h2", ["data", "check"])
    #expect(good.status == 0, "\(good.errors)")
    #expect(good.output.contains("by the plan \"Three small tables\" of the consortium"))
    #expect(good.output.contains("ok    columns     3 columns of the plan, 60 rows"))
    #expect(good.output.contains("verdict: ready"))

    let path = consortium.data("h3")
    let text = try Program.text(path).replacing("age,", with: "years,")
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let bad = try consortium.node("h3", ["data", "check", "--json"])
    #expect(bad.status == 65)
    let lines = bad.output.split(separator: "\n")
    for line in lines {
      #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any])
    }
    #expect(lines.last?.contains("\"verdict\":\"not ready\"") == true)
    #expect(lines.contains { $0.contains("\"FAIL\"") && $0.contains("'age'") })

    let plan = consortium.root + "/plan.toml"
    let files = [consortium.data("h1"), consortium.data("h2")]
    let counts = try Program.node.run(["data", "check", "--counts-only", "--plan", plan] + files)
    #expect(counts.status == 0)
    #expect(counts.output.hasPrefix("counts for others, rounded to tens"))
    #expect(counts.output.contains("part 2") && !counts.output.contains("h2"))
  }

  @Test(arguments: [
    [], ["--json", "--counts-only", "x"], ["--plan", "p", "--dir", "d", "x"], ["--id", "h1"],
    ["--state", "s", "x"],
  ])
  func wrongUseIs64(arguments: [String]) throws {
    let result = try Program.node.run(["data", "check"] + arguments)
    #expect(result.status == 64 && result.output.isEmpty, "\(result.errors)")
  }

  @Test func whatIsNotThereIs66() throws {
    for arguments in [["check", "/nonexistent"], ["check", "--plan", "/nonexistent", "/tmp"]] {
      let result = try Program.node.run(["data"] + arguments)
      #expect(result.status == 66, "\(result.errors)")
      #expect(result.errors.contains("next: "))
    }
  }

  @Test func withoutDcmtkAnImportIs69() throws {
    let place = try Place()
    let result = try Program(path: "/usr/bin/env").run([
      "PATH=/nonexistent", Program.node.path, "data", "import", "--from", place.path, "--into",
      place.path + "-out",
    ])
    #expect(result.status == 69)
    #expect(result.errors.contains("sudo apt-get install dcmtk"))
  }

  @Test(.enabled(if: hasTools, "DCMTK is not installed: apt-get install dcmtk"))
  func aKilledImportLeavesNothingHalfAndGoesOn() throws {
    let place = try Place()
    for number in 1...24 {
      var writer = DicomWriter(width: 300, height: 200)
      writer.instance = "1.2.3.\(number)"
      writer.patient = "PAT-\(number % 9)"
      writer.values = writer.pixels.map { ($0 * 31 + number) % 4096 }
      try place.write("in/\(number % 2 == 0 ? "COVID" : "Normal")/\(number)", Data(writer.bytes))
    }
    let into = place.path + "/out"
    let line = [
      "data", "import", "--from", place.path + "/in", "--into", into, "--state",
      place.path + "/state",
    ]
    var kills = 0
    for pause in [40_000, 120_000, 200_000] as [UInt32] {
      let run = try Daemon(.node, line, log: place.path + "/log-\(pause)")
      usleep(pause)
      run.signal(SIGKILL)
      if run.exitCode(within: 10) == nil { kills += 1 }
      try expectWhole(into, total: 24)
    }
    #expect(kills >= 1, "the import was over before it was disturbed")
    let last = try Program.node.run(line)
    #expect(last.status == 0, "\(last.errors)")
    #expect(last.output.contains("COVID 12, Normal 12"), "\(last.output)")
    #expect(try expectWhole(into, total: 24) == 24)
    #expect(try Program.node.run(line).output.contains("imported    0 images"))
    let hidden = try FileManager.default.contentsOfDirectory(atPath: into)
      .filter { $0.hasPrefix(".") }
    #expect(hidden == [".decaph-import.csv"])
  }

  /// Every image that is there ends as a PNG file does and has its patient.
  @discardableResult
  private func expectWhole(_ folder: String, total: Int) throws -> Int {
    guard FileManager.default.fileExists(atPath: folder + "/metadata.csv") else { return 0 }
    let metadata = try Program.text(folder + "/metadata.csv").split(separator: "\n")
    let named = Set(metadata.dropFirst().compactMap { $0.split(separator: ",").first })
    var count = 0
    for title in ["COVID", "Normal"] {
      let files = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(title)")) ?? []
      for file in files where file.hasSuffix(".png") {
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(title)/\(file)"))
        #expect(data.suffix(8) == Data([0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]))
        #expect(named.contains("\(title)/\(file)"))
        count += 1
      }
    }
    #expect(count <= total)
    return count
  }
}
