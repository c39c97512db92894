import Foundation
import Testing

/// `export` and `predict` as programs, on the finished consortium in `shared/`.
@Suite struct ExportCommandTests {
  private let folder: TemporaryFolder
  private let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../..").standardizedFileURL.path

  init() throws { folder = try TemporaryFolder() }

  private var shared: String { repository + "/shared" }
  private var model: String { folder.path + "/model.safetensors" }

  private func export(_ arguments: [String]) throws -> Program.Result {
    try Program.node.run(
      ["export", "--dir", shared, "--key", shared + "/auditor.key", "--out", model] + arguments)
  }

  private func predict(_ path: String, _ arguments: [String] = []) throws -> Program.Result {
    try Program.node.run(["predict", "--model", model, path] + arguments)
  }

  /// A PNG of a grey slope, 8 by 8 pixels.
  private static let image = Data(
    base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAADhZOFXAAAAMElEQVR42mNgEFAwcAhIKGDgkNCw"
      + "8IjIqIAJNDBABToYoAITGKACMxigAgsYoAIrAIDmFQEIkE3NAAAAAElFTkSuQmCC")!

  @Test func aModelLeavesAndPredictsFromItsFileAlone() throws {
    let out = try export(["round-12"])
    #expect(out.status == 0, "\(out.errors)")
    #expect(out.output.contains("round 12 of \"A small finished consortium"))
    #expect(out.output.contains("COVID, Normal, Viral Pneumonia"))
    let mode = try FileManager.default.attributesOfItem(atPath: model)[.posixPermissions] as? Int
    #expect(mode == 0o600)

    let images = folder.path + "/images/of one patient"
    try FileManager.default.createDirectory(atPath: images, withIntermediateDirectories: true)
    try Self.image.write(to: URL(fileURLWithPath: images + "/2.png"))
    try Data("no image".utf8).write(to: URL(fileURLWithPath: images + "/1\u{1b}[2J.png"))
    let text = try predict(folder.path + "/images")
    #expect(text.status == 0, "\(text.errors)")
    let lines = text.output.split(separator: "\n")
    try #require(lines.count == 1, "\(text.output)")
    #expect(lines[0].hasPrefix("of one patient/2.png: "))
    #expect(lines[0].contains("(COVID 0.") && lines[0].contains(", Viral Pneumonia 0."))
    #expect(text.errors.contains("1 of 2 images could not be read"))
    #expect(text.errors.contains("skipped of one patient/1?[2J.png: "))

    let one = try predict(images + "/2.png", ["--json"])
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(one.output.utf8)) as? [String: Any])
    let probabilities = try #require(object["probabilities"] as? [String: Double])
    #expect(object["name"] as? String == "2.png")
    #expect(abs(probabilities.values.reduce(0, +) - 1) < 1e-6)
    let likeliest = try #require(object["likeliest"] as? String)
    #expect(probabilities.values.max() == probabilities[likeliest])
    #expect(lines[0].hasPrefix("of one patient/2.png: \(likeliest)  ("))

    let json = try predict(images, ["--json"])
    #expect(json.output.contains(#""error":"#) && json.output.split(separator: "\n").count == 2)
    #expect(try predict(images + "/1\u{1b}[2J.png").status == 65)
  }

  @Test func anExportIsRepeatableAndOverwritesNothingUnasked() throws {
    #expect(try export(["latest"]).status == 0)
    let first = try Data(contentsOf: URL(fileURLWithPath: model))
    let second = try export(["16"])
    #expect(second.status == 64 && second.errors.contains("exists already"), "\(second.errors)")
    #expect(try export(["16", "--force"]).status == 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: model)) == first)
    let onnx = try export(["16", "--force", "--format", "onnx"])
    #expect(onnx.status == 0 && onnx.output.contains("747 parameters as onnx"), "\(onnx.errors)")
    let graph = try Data(contentsOf: URL(fileURLWithPath: model))
    #expect(graph.range(of: Data("InstanceNormalization".utf8)) != nil)
    #expect(try predict("x.png").status == 65)
  }

  @Test func wrongUseSaysWhatIsWrong() throws {
    let cases: [([String], Int32, String)] = [
      (["round-17"], 66, "closed rounds here: 0 to 16"), (["12..13"], 64, "is no round"),
      (["12", "--session", String(repeating: "0", count: 16)], 78, "is session"),
      (["12", "--id", "h1"], 64, "either --id"), (["12", "--out", shared + "/m"], 64, "sealed"),
      (["12", "--out", "/nonexistent/m"], 66, "no folder"),
      (["12", "--out", "/tmp"], 64, "folder"),
      (["12", "--key", "/nonexistent/key"], 66, "/nonexistent/key"),
      (["12", "--key", shared + "/plan.toml"], 64, "plan.toml"),
      (["12", "--state", "x"], 64, "--id"),
      (["12", "--format", "pickle"], 64, "pickle"),
    ]
    for (arguments, status, text) in cases {
      let result = try export(arguments)
      #expect(result.status == status, "\(arguments): \(result.errors)")
      #expect(result.errors.contains(text) && result.output.isEmpty, "\(result.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: model))
    let sealed = try predict("x", ["--model", shared + "/h1/round-000012/masked.sealed"])
    #expect(sealed.status == 65 && sealed.errors.contains("masked.sealed"))
    #expect(try predict("x").status == 66)
    #expect(try export(["12"]).status == 0)
    #expect(try predict("/nonexistent/images").status == 66)
    #expect(try predict(shared + "/h1/consortium").status == 66)
    #expect(try predict(shared + "/plan.toml").status == 65)
  }

  @Test func aChangedModelOrResultIsNeverExported() throws {
    try FileManager.default.copyItem(atPath: shared, toPath: folder.path + "/shared")
    let copy = folder.path + "/shared"
    let leader = try #require(
      ["h1", "h2", "h3"].first {
        FileManager.default.fileExists(atPath: "\(copy)/\($0)/round-000012/model.sealed")
      })
    let sealed = URL(fileURLWithPath: "\(copy)/\(leader)/round-000012/model.sealed")
    var bytes = try Data(contentsOf: sealed)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: sealed)
    let changed = try export(["12", "--dir", copy])
    #expect(changed.status == 76, "\(changed.errors)")
    #expect(changed.errors.contains("\(leader)/round-000012/model.sealed"))
    try FileManager.default.removeItem(at: sealed)
    try FileManager.default.removeItem(atPath: "\(copy)/\(leader)/round-000012/model.json")
    #expect(try export(["12", "--dir", copy]).status == 75)
    #expect(!FileManager.default.fileExists(atPath: model))
    #expect(try export(["11", "--dir", copy]).status == 0)
  }

  @Test func aHospitalExportsWithItsOwnStateAndPredictsItsTable() throws {
    let consortium = try Consortium(rounds: 1)
    let early = try consortium.node("h2", ["export", "latest", "--out", model])
    #expect(early.status == 75, "\(early.errors)")
    for _ in 0..<3 {
      for id in Consortium.members { _ = try consortium.node(id, ["--once"]) }
    }
    let own = try consortium.node("h2", ["export", "latest", "--out", model])
    #expect(
      own.status == 0 && own.output.contains("round 1 of \"Three small tables\""), "\(own.errors)")
    let rows = folder.path + "/rows.csv"
    try Data("sex,name,age\nf,x,30\n,y,\nm,z,200\n".utf8).write(to: URL(fileURLWithPath: rows))
    let text = try predict(rows)
    #expect(text.status == 0, "\(text.errors)")
    #expect(
      text.output.split(separator: "\n").map { $0.prefix(7) } == ["line 2:", "line 3:", "line 4:"])
    #expect(text.errors.contains("missing, of 3 rows: age 1"), "\(text.errors)")
    #expect(text.errors.contains("column 'age': 1 outside "), "\(text.errors)")
    try Data("sex,years\nf,30\n".utf8).write(to: URL(fileURLWithPath: rows))
    let missing = try predict(rows)
    #expect(missing.status == 65 && missing.errors.contains("no column 'age'"), "\(missing.errors)")
  }
}
