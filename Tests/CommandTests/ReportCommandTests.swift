import Foundation
import Testing

/// `decaph-audit report` as people and scripts call it.
@Suite struct ReportCommandTests {
  private static let shared =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../shared").standardizedFileURL.path

  private final class Folder {
    let path = FileManager.default.temporaryDirectory.path + "/decaph-board-\(UUID().uuidString)"

    init() throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func report(_ arguments: [String]) throws -> Program.Result {
      try Program.audit.run(
        ["report", "--dir", ReportCommandTests.shared] + arguments, in: path)
    }

    func text(_ name: String) throws -> String {
      try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
    }

    var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] }
  }

  @Test func aPageIsWrittenOnce() throws {
    let folder = try Folder()
    let result = try folder.report(["--html", "page.html", "round-12"])
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    #expect(result.output == "verdict: verified\npage     page.html\n")
    let page = try folder.text("page.html")
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html") && page.hasSuffix("</html>\n"))
    #expect(folder.names == ["page.html"])

    // Never over a file that is there, whatever it is.
    try Data("mine".utf8).write(to: URL(fileURLWithPath: folder.path + "/page.html"))
    let second = try folder.report(["--html", "page.html", "round-12"])
    #expect(second.status == 64 && second.errors.contains("--force"), "\(second.errors)")
    #expect(try folder.text("page.html") == "mine")

    // Unless asked; and in another zone and tongue it is the same page.
    let third = try Program.bash.run([
      "-c",
      "cd '\(folder.path)' && TZ=Asia/Tokyo LANG=de_DE.UTF-8 '\(Program.audit.path)' report 12 "
        + "--html page.html --force --dir '\(Self.shared)'",
    ])
    #expect(third.status == 0, "\(third.errors)")
    #expect(try folder.text("page.html") == page)
  }

  @Test(arguments: [
    (["--html", "absent/page.html", "12"], 66, "there is no folder"),
    (["--html", ".", "12"], 64, "is a folder"),
    (["--html", "page.html", "99"], 66, "there is no round 99"),
    (["--html", "page.html", "twelve"], 64, "is no round"),
    (["--html", "page.html", "--all", "12"], 64, "either rounds or --all"),
    (["--html", "page.html", "12", "--session", "abc"], 64, "16 to 64 hex digits"),
    (["--html", "page.html", "12", "--key", "absent"], 66, "no key file"),
    (["12"], 64, "--html"),
    (["--html", ReportCommandTests.shared + "/h1/page.html", "12"], 64, "in the shared directory"),
  ])
  func mistakesAreNamedAndNothingIsWritten(
    _ arguments: [String], _ status: Int32, _ words: String
  ) throws {
    let folder = try Folder()
    let result = try folder.report(arguments)
    #expect(result.status == status, "\(result.errors)")
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(result.output.isEmpty && folder.names.isEmpty)
  }

  @Test func theExitCodeIsThatOfVerify() throws {
    let folder = try Folder()
    let result = try folder.report([
      "--html", "page.html", "12", "--session", String(repeating: "0", count: 16),
    ])
    #expect(result.status == 1, "\(result.errors)")
    #expect(try folder.text("page.html").contains("<strong>Violated.</strong>"))
  }
}
