import Foundation
import Testing

/// Nothing that is not the protocol's is written where all hospitals read.
@Suite struct OwnPlaceTests {
  @Test func theSharedDirectoryTakesNoOtherFiles() throws {
    let consortium = try Consortium(rounds: 1)
    let before = try FileManager.default.subpathsOfDirectory(atPath: consortium.shared).sorted()
    let (shared, data) = (consortium.shared, consortium.data("h1"))
    let who = ["--dir", shared, "--id", "h1", "--state", consortium.state("h1")]
    let calls: [(Program, [String])] = [
      (.audit, ["key", "--out", shared + "/auditor.key"]),
      (.audit, ["report", "--all", "--dir", shared, "--html", shared + "/h1/report.html"]),
      (.node, ["health", "--prometheus", shared + "/h1/decaph.prom"] + who),
      (
        .node,
        ["split", data, "--label", "disease", "--into", shared + "/h1/parts"]
      ),
    ]
    for (program, arguments) in calls {
      let result = try program.run(arguments)
      #expect(result.status == 64, "\(arguments): \(result.status) \(result.errors)")
      #expect(result.errors.contains("shared directory"), "\(arguments): \(result.errors)")
      #expect(result.errors.contains("next: "), "\(arguments): \(result.errors)")
    }
    let after = try FileManager.default.subpathsOfDirectory(atPath: consortium.shared).sorted()
    #expect(after == before)
  }

  /// `--force` replaces a plain file and nothing else.
  @Test func forceReplacesPlainFilesOnly() throws {
    let consortium = try Consortium(rounds: 1)
    let (target, link) = (consortium.root + "/kept.txt", consortium.root + "/page.html")
    try Data("kept".utf8).write(to: URL(fileURLWithPath: target))
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    let report = ["report", "--all", "--dir", consortium.shared, "--html"]
    let result = try Program.audit.run(report + [link, "--force"])
    #expect(result.status == 64 && result.errors.contains("next: "), "\(result.errors)")
    #expect(try Program.text(target) == "kept")
    let plain = consortium.root + "/plain.html"
    try Data("old".utf8).write(to: URL(fileURLWithPath: plain))
    #expect(try Program.audit.run(report + [plain]).status == 64)
    #expect(try Program.text(plain) == "old")
    _ = try Program.audit.run(report + [plain, "--force"])
    #expect(try Program.text(plain).hasPrefix("<!"))
  }
}
