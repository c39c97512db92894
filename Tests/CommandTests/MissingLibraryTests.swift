import Foundation
import TestFolders
import Testing

/// Where OpenBLAS is not installed: here, where the loader finds another file of its name first.
@Suite struct MissingLibraryTests {
  private func simulate(_ model: String) throws -> Program.Result {
    let folder = try TinyPlan()
    let plan = folder.path + "/plan.toml"
    let text = try String(contentsOfFile: plan, encoding: .utf8)
    try text.replacingOccurrences(of: "kind = \"logistic\"", with: model)
      .write(toFile: plan, atomically: true, encoding: .utf8)
    let libraries = folder.path + "/libraries"
    try FileManager.default.createDirectory(atPath: libraries, withIntermediateDirectories: false)
    try "none".write(toFile: libraries + "/libopenblas.so.0", atomically: true, encoding: .utf8)
    return try Program.node.run(
      ["simulate", "plan.toml", "--rounds", "1"], in: folder.path,
      adding: ["LD_LIBRARY_PATH": libraries])
  }

  @Test func convolutionsSayWhatToInstall() throws {
    let result = try simulate("kind = \"cnn\"\nfilters = [2]\nhidden = 0")
    #expect(result.status == 78, "\(result.output)\(result.errors)")
    #expect(result.errors.contains("libopenblas.so.0: file too short"), "\(result.errors)")
    #expect(result.errors.contains("libopenblas0"), "\(result.errors)")
  }

  @Test func otherModelsNeedNoLibrary() throws {
    let result = try simulate("kind = \"logistic\"")
    #expect(result.status == 0, "\(result.errors)")
  }
}
