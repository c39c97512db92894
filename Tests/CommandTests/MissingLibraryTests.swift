import Foundation
import TestFolders
import Testing

/// Where OpenBLAS is not installed: here, where the loader finds another file of its name first.
@Suite struct MissingLibraryTests {
  private static let convolutions = "kind = \"cnn\"\nfilters = [2]\nhidden = 0"

  private let folder: TinyPlan
  private let missing: [String: String]

  init() throws {
    folder = try TinyPlan()
    let libraries = folder.path + "/libraries"
    try FileManager.default.createDirectory(atPath: libraries, withIntermediateDirectories: false)
    try "none".write(toFile: libraries + "/libopenblas.so.0", atomically: true, encoding: .utf8)
    missing = ["LD_LIBRARY_PATH": libraries]
  }

  private func setModel(_ model: String) throws {
    let plan = folder.path + "/plan.toml"
    let text = try String(contentsOfFile: plan, encoding: .utf8)
    try text.replacingOccurrences(of: "kind = \"logistic\"", with: model)
      .write(toFile: plan, atomically: true, encoding: .utf8)
  }

  private func node(
    _ line: String, adding environment: [String: String] = [:]
  ) throws -> Program.Result {
    try Program.node.run(
      line.split(separator: " ").map(String.init), in: folder.path, adding: environment)
  }

  @Test func convolutionsSayWhatToInstall() throws {
    try setModel(Self.convolutions)
    let result = try node("simulate plan.toml --rounds 1", adding: missing)
    #expect(result.status == 69, "\(result.output)\(result.errors)")
    #expect(result.errors.contains("libopenblas.so.0: file too short"), "\(result.errors)")
    #expect(result.errors.contains("libopenblas0"), "\(result.errors)")
  }

  @Test func otherModelsNeedNoLibrary() throws {
    let result = try node("simulate plan.toml --rounds 1", adding: missing)
    #expect(result.status == 0, "\(result.errors)")
  }

  /// Before a round needs it; and of a model without convolutions there is no such line.
  @Test(arguments: [convolutions, "kind = \"logistic\""])
  func doctorLooksWhereTheModelNeedsIt(_ model: String) throws {
    try setModel(model)
    try FileManager.default.createDirectory(
      atPath: folder.path + "/shared", withIntermediateDirectories: false)
    for id in ["h1", "h2", "h3"] {
      // Files by their names: no image is opened here.
      for name in ["COVID", "Normal", "Viral Pneumonia"] {
        let images = "\(folder.path)/\(id)/\(name)"
        try FileManager.default.createDirectory(
          atPath: images, withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: images + "/1.png"))
      }
    }
    func who(_ id: String) -> String { "--dir shared --id \(id) --state state-\(id)" }
    for line in [
      "init \(who("h1")) --plan plan.toml --data h1", "join \(who("h2")) --data h2",
      "join \(who("h3")) --data h3", "admit \(who("h1")) h2 h3", "start \(who("h1"))",
    ] {
      let result = try node(line)
      #expect(result.status == 0, "\(line): \(result.errors)")
      guard line.hasPrefix("init") else { continue }
      // The founder's plan is enough: before h2 joins and anything is fixed.
      let early = try node("doctor \(who("h2"))", adding: missing)
      #expect(early.output.contains("FAIL  library") == (model == Self.convolutions))
    }
    let without = try node("doctor \(who("h1"))", adding: missing)
    let with = try node("doctor \(who("h1"))")
    #expect([0, 1].contains(with.status), "\(with.output)")
    if model == Self.convolutions {
      #expect(without.status == 69, "\(without.output)")
      #expect(
        without.output.contains("\nFAIL  library ") && without.output.contains("libopenblas0"))
      #expect(with.output.contains("\nok    library     OpenBLAS "))
    } else {
      #expect(without.status == with.status && !without.output.contains(" library "))
    }
  }
}
