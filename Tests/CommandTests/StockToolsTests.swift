import Foundation
import Testing

/// What anybody verifies by hand: `minisign` for authorship, `b2sum` for content.
@Suite struct StockToolsTests {
  private static let shared = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appendingPathComponent("../../shared").standardizedFileURL.path

  private static func files(_ suffix: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: shared).filter { $0.hasSuffix(suffix) }
      .sorted()
  }

  private static func json(_ file: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(shared)/\(file)"))
    return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }

  @Test(.enabled(if: Program.minisign.exists, "minisign is not installed"))
  func minisignVerifiesEveryStatement() throws {
    let members = try #require(
      try Self.json("h1/consortium/manifest.json")["members"] as? [[String: Any]])
    let keys = Dictionary(
      uniqueKeysWithValues: members.map { ("\($0["id"] ?? "")", "\($0["identity"] ?? "")") })
    let statements = try Self.files(".json").filter { !$0.hasSuffix("/status.json") }
    #expect(statements.count > 16 * 8)
    for file in statements {
      let key = try #require(keys[String(file.prefix { $0 != "/" })])
      let result = try Program.minisign.run(
        ["-H", "-V", "-m", file, "-P", key], in: Self.shared)
      #expect(result.status == 0, "\(file): \(result.errors)")
      #expect(result.output.contains("Trusted comment: decaph/1 "))
      #expect(result.output.contains(" \(file.dropLast(".json".count))\n"), "\(result.output)")
    }
  }

  @Test(.enabled(if: Program.b2sum.exists, "b2sum is not installed"))
  func b2sumGivesTheSignedDigests() throws {
    var signed: [String: String] = [:]
    for file in try Self.files(".json") {
      let folder = (file as NSString).deletingLastPathComponent
      for payload in try Self.json(file)["payload"] as? [[String: Any]] ?? [] {
        signed["\(folder)/\(payload["name"] ?? "")"] = "\(payload["digest"] ?? "")"
      }
    }
    #expect(try Set(signed.keys) == Set(Self.files(".sealed")))
    let result = try Program.b2sum.run(["-l", "256"] + signed.keys, in: Self.shared)
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines.count == signed.count)
    for line in lines { #expect(signed[String(line[1])] == String(line[0])) }
  }

  /// K of a round is the digest of the result before: the chain can be followed by hand.
  @Test(.enabled(if: Program.b2sum.exists, "b2sum is not installed"))
  func b2sumFollowsTheChainOfResults() throws {
    for file in try Self.files("result.json") {
      let round = try #require(try Self.json(file)["round"] as? Int)
      guard round < 16 else { continue }
      let result = try Program.b2sum.run(["-l", "256", file], in: Self.shared)
      let next = String(format: "h2/round-%06d/masked.json", round + 1)
      #expect(try Self.json(next)["K"] as? String == String(result.output.prefix { $0 != " " }))
    }
  }
}
