import ModelUpdate
import Testing

/// A model file with counts beside the parameters, and parameters to start from, as
/// `Scripts/vectors-protocol.py` writes them from the documents.
@Suite("Model files with releases, start files")
struct FileVectorTests {
  struct Case: Decodable {
    let name: String
    let architecture: Architecture
    let rule: UpdateRule
    let seed: UInt64
    let step: Int
    let releases: [String: Int]
    let census: Census
    let modelFile: String
    let startFile: String

    struct Census: Decodable {
      let round: Int
      let variance: Int64
      let unit: Int64
      let sums: [String]
    }
  }

  @Test("The same bytes as another implementation writes")
  func vectors() throws {
    for vector in try Vectors<Case>.load("files") {
      let file = bytes(hex: vector.modelFile)
      let state = try SafeTensors.decode(
        file, architecture: vector.architecture, rule: vector.rule, releases: vector.releases)
      let initial = try ModelState(
        architecture: vector.architecture, seed: vector.seed, rule: vector.rule)
      #expect(state.step == vector.step)
      #expect(state.parameters == initial.parameters)
      let census = Release(
        round: vector.census.round, variance: vector.census.variance, unit: vector.census.unit,
        sums: try vector.census.sums.map { try #require(Int64($0)) })
      #expect(state.releases == ["census": census])
      #expect(
        try SafeTensors.encode(
          state, architecture: vector.architecture, rule: vector.rule, releases: vector.releases)
          == file)
      let start = bytes(hex: vector.startFile)
      #expect(
        try StartFile.encode(initial.parameters, architecture: vector.architecture) == start)
      #expect(
        try StartFile.decode(start, architecture: vector.architecture) == initial.parameters)
    }
  }
}
