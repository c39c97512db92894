import Foundation
import ModelUpdate
import Testing

/// Run these in debug and in release: both must give the committed bits.
@Suite("Update rules")
struct UpdateRuleTests {
  struct Case: Decodable {
    let name: String
    let architecture: Architecture
    let rule: UpdateRule
    let seed: String
    let steps: Int
    let gridStep: Double
    let divisor: Double
    let parameters: [UInt32]
    let digest: String
    let file: String?
  }

  @Test("Bits as a second implementation has them")
  func vectors() throws {
    for vector in try Vectors<Case>.load("update-rule") {
      var state = try ModelState(
        architecture: vector.architecture, seed: #require(UInt64(vector.seed)), rule: vector.rule)
      for step in 1...vector.steps {
        let sums = state.parameters.indices.map { Self.aggregate(step: step, index: $0) }
        state = try state.updated(
          by: sums, gridStep: vector.gridStep, divisor: vector.divisor, rule: vector.rule)
      }
      #expect(state.step == vector.steps)
      #expect(
        state.parameters.prefix(8).map(\.bitPattern) == vector.parameters, "\(vector.name)")
      let file = try SafeTensors.encode(
        state, architecture: vector.architecture, rule: vector.rule)
      #expect(digest(file) == vector.digest, "\(vector.name)")
      if let expected = vector.file { #expect(file == bytes(hex: expected), "\(vector.name)") }
    }
  }

  /// The integers that Scripts/vectors-learning.py sums, 32 and 60 bits wide.
  private static func aggregate(step: Int, index: Int) -> Int64 {
    var z = UInt64(step * 1_000_003 + index)
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return index % 7 == 0 ? Int64(z >> 4) - (1 << 59) : Int64(z >> 32) - (1 << 31)
  }

  @Test("A sum and the same real gradient give the same state")
  func realGradient() throws {
    let rule = UpdateRule.adam(learningRate: 0.01)
    let state = try ModelState(architecture: everyKind, seed: 3, rule: rule)
    let sums = state.parameters.indices.map { Int64($0) * 1000 - 400_000 }
    let gradient = sums.map { Float(Double($0) * (0.5 / 64)) }
    #expect(
      try state.updated(by: sums, gridStep: 0.5, divisor: 64, rule: rule)
        == state.updated(by: gradient, rule: rule))
  }

  @Test("What would not stay finite is refused, and the state stays")
  func divergence() throws {
    let rule = UpdateRule.sgd(learningRate: 1.0, momentum: 0.5)
    let state = ModelState(initial: [1, 2], rule: rule)
    for gradient in [[Float.infinity, 0], [0, .nan], [.greatestFiniteMagnitude, 0]] {
      let next = try? state.updated(by: gradient, rule: rule)
        .updated(by: gradient, rule: rule)
      #expect(next == nil)
    }
    #expect { try state.updated(by: [Float.nan, 0], rule: rule) } throws: {
      ($0 as? ModelUpdateError)?.code == .diverged
    }
    #expect {
      try state.updated(by: [.max, 0], gridStep: 1e300, divisor: 1, rule: rule)
    } throws: { ($0 as? ModelUpdateError)?.code == .diverged }
  }

  @Test("Arrays and numbers that do not fit are refused")
  func refusals() throws {
    let rule = UpdateRule.sgd(learningRate: 0.1, momentum: 0.0)
    let state = ModelState(initial: [1, 2], rule: rule)
    func code(_ body: () throws -> ModelState) -> ModelUpdateError.Code? {
      do {
        _ = try body()
        return nil
      } catch {
        return (error as? ModelUpdateError)?.code
      }
    }
    #expect(
      code { try state.updated(by: [1], gridStep: 1, divisor: 1, rule: rule) } == .sizeMismatch)
    #expect(code { try state.updated(by: [Float(1)], rule: rule) } == .sizeMismatch)
    for (gridStep, divisor) in [
      (0.0, 1.0), (-1, 1), (1, 0), (1, -1), (.nan, 1), (1, .nan), (.infinity, 1), (1, .infinity),
      (.leastNonzeroMagnitude, 4),
    ] {
      #expect(
        code { try state.updated(by: [1, 1], gridStep: gridStep, divisor: divisor, rule: rule) }
          == .invalidNumber)
    }
    let others: [UpdateRule] = [
      .adam(learningRate: 0.1), .sgd(learningRate: 0.1, momentum: 0.9),
    ]
    for other in others {
      #expect(
        code { try state.updated(by: [1, 1], gridStep: 1, divisor: 1, rule: other) }
          == .sizeMismatch)
    }
  }

  @Test(
    "Numbers out of range are named",
    arguments: [
      (UpdateRule.sgd(learningRate: 0.0, momentum: 0.0), "learningRate"),
      (.sgd(learningRate: -0.1, momentum: 0.0), "learningRate"),
      (.sgd(learningRate: 1e-60, momentum: 0.0), "learningRate"),
      (.sgd(learningRate: 1e60, momentum: 0.0), "learningRate"),
      (.sgd(learningRate: 0.1, momentum: 1.0), "momentum"),
      (.sgd(learningRate: 0.1, momentum: -0.1), "momentum"),
      (.adam(learningRate: 0.0), "learningRate"),
      (.adam(learningRate: 0.1, beta1: 0.99999999999), "beta1"),
      (.adam(learningRate: 0.1, beta2: 1.0), "beta2"),
      (.adam(learningRate: 0.1, epsilon: 0.0), "epsilon"),
    ])
  func ranges(rule: UpdateRule, field: String) {
    #expect { try rule.validate() } throws: { error in
      guard let error = error as? ModelUpdateError else { return false }
      return error.code == .invalidRule && error.message.contains(field)
    }
  }

  @Test("The JSON form reads back, and other fields are refused")
  func coding() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let rules: [(UpdateRule, String)] = [
      (
        .sgd(learningRate: 0.1, momentum: 0.9),
        #"{"kind":"sgd","learningRate":"0.1","momentum":"0.9"}"#
      ),
      (
        .adam(learningRate: 0.001),
        #"{"beta1":"0.9","beta2":"0.999","epsilon":"1e-08","kind":"adam","learningRate":"0.001"}"#
      ),
    ]
    for (rule, json) in rules {
      #expect(String(decoding: try encoder.encode(rule), as: UTF8.self) == json)
      #expect(try JSONDecoder().decode(UpdateRule.self, from: Data(json.utf8)) == rule)
    }
    for json in [
      #"{"kind":"sgd","learningRate":"0.1"}"#,
      #"{"kind":"sgd","learningRate":"0.1","momentum":"0.9","beta1":"0.9"}"#,
      #"{"kind":"sgd","learningRate":0.1,"momentum":"0.9"}"#,
      #"{"kind":"rmsprop","learningRate":"0.1"}"#,
    ] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(UpdateRule.self, from: Data(json.utf8))
      }
    }
  }
}
