import ModelUpdate
import Testing

@Suite("Model files")
struct SafeTensorsTests {
  struct Case: Decodable {
    let name: String
    let expected: String
    let file: String
  }

  private static let small = Architecture.perceptron(input: [3], hidden: [2], outputs: 2)

  @Test("Exactly one file is accepted")
  func vectors() throws {
    let rule = UpdateRule.adam(learningRate: 0.001)
    let initial = try ModelState(architecture: Self.small, seed: 5, rule: rule)
    for vector in try Vectors<Case>.load("model-file") {
      var outcome = "accepted"
      do {
        let state = try SafeTensors.decode(
          bytes(hex: vector.file), architecture: Self.small, rule: rule)
        #expect(state == initial)
      } catch {
        outcome = error.code.rawValue
      }
      #expect(outcome == vector.expected, "\(vector.name)")
    }
  }

  @Test("A state reads back, for every rule")
  func roundTrip() throws {
    let rules: [UpdateRule] = [
      .sgd(learningRate: 0.1, momentum: 0.0), .sgd(learningRate: 0.1, momentum: 0.9),
      .adam(learningRate: 0.01),
    ]
    for rule in rules {
      var state = try ModelState(architecture: everyKind, seed: 9, rule: rule)
      for step in 1...3 {
        state = try state.updated(
          by: state.parameters.indices.map { Int64(step * ($0 % 11 - 5)) }, gridStep: 0.01,
          divisor: 2, rule: rule)
      }
      let file = try SafeTensors.encode(state, architecture: everyKind, rule: rule)
      #expect(file.count == (try SafeTensors.byteCount(architecture: everyKind, rule: rule)))
      let read = try SafeTensors.decode(file, architecture: everyKind, rule: rule)
      #expect(read == state)
      #expect(read.step == 3)
      #expect(try SafeTensors.encode(read, architecture: everyKind, rule: rule) == file)
    }
  }

  @Test("Every changed byte of the header is refused")
  func header() throws {
    let rule = UpdateRule.sgd(learningRate: 0.1, momentum: 0.9)
    let state = try ModelState(architecture: Self.small, seed: 1, rule: rule)
    let file = try SafeTensors.encode(state, architecture: Self.small, rule: rule)
    let headerEnd = 8 + Int(file[0]) + 256 * Int(file[1])
    #expect(headerEnd % 8 == 0 && headerEnd < file.count)
    for index in 0..<headerEnd {
      for bit in 0..<8 {
        var changed = file
        changed[index] ^= 1 << bit
        #expect(throws: ModelUpdateError.self) {
          try SafeTensors.decode(changed, architecture: Self.small, rule: rule)
        }
      }
    }
  }

  @Test("A state of another rule or architecture is not written")
  func mismatch() throws {
    let rule = UpdateRule.adam(learningRate: 0.1)
    let state = try ModelState(architecture: Self.small, seed: 1, rule: rule)
    let plain = UpdateRule.sgd(learningRate: 0.1, momentum: 0.0)
    for (architecture, rule) in [(everyKind, rule), (Self.small, plain)] {
      #expect { try SafeTensors.encode(state, architecture: architecture, rule: rule) } throws: {
        ($0 as? ModelUpdateError)?.code == .sizeMismatch
      }
    }
  }
}

/// Releases beside the parameters.
@Suite struct ReleaseFileTests {
  private static let small = Architecture.perceptron(input: [3], hidden: [2], outputs: 2)
  private static let rule = UpdateRule.sgd(learningRate: 0.1, momentum: 0.9)
  private static let shape = ["census": 3, "evaluation": 2]

  private func encode(_ state: ModelState) throws -> [UInt8] {
    try SafeTensors.encode(
      state, architecture: Self.small, rule: Self.rule, releases: Self.shape)
  }

  private func decode(_ file: [UInt8]) throws -> ModelState {
    try SafeTensors.decode(
      file, architecture: Self.small, rule: Self.rule, releases: Self.shape)
  }

  @Test func releasesReadBackAndNeverChangeTheSize() throws {
    let state = try ModelState(architecture: Self.small, seed: 1, rule: Self.rule)
    let before = try encode(state)
    #expect(try decode(before) == state)
    let release = Release(round: 4, variance: 3, unit: 9, sums: [1, -2, .min])
    let after = state.releasing(release, as: "census")
    #expect(try encode(after).count == before.count)
    #expect(try decode(encode(after)).releases == ["census": release])
    let size = try SafeTensors.byteCount(
      architecture: Self.small, rule: Self.rule, releases: Self.shape)
    #expect(size == before.count)
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let state = try ModelState(architecture: Self.small, seed: 1, rule: Self.rule)
    let long = Release(round: 4, variance: 3, unit: 9, sums: [1, 2])
    #expect(throws: ModelUpdateError.self) { try encode(state.releasing(long, as: "census")) }
    #expect(throws: ModelUpdateError.self) { try encode(state.releasing(long, as: "other")) }
    // Sums or noise before any round, or a round without a unit.
    var file = try encode(state.releasing(long, as: "evaluation"))
    let origin = try #require(
      (0..<file.count - 24).first {
        file[$0..<$0 + 24].elementsEqual([
          4, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0,
        ])
      })
    for change in [
      [origin], [origin + 16], [origin, origin + 16], [origin, origin + 8, origin + 16],
    ] {
      var other = file
      for place in change { other[place] = 0 }
      #expect(throws: ModelUpdateError.self) { try decode(other) }
    }
    file[origin] = 5
    #expect(try decode(file).releases["evaluation"]?.round == 5)
  }
}
