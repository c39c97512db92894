import Learning
import ModelUpdate
import Testing

/// The area under the curve, against its definition by pairs.
@Suite struct AreaUnderCurveTests {
  private static let cases: [([Float], [Bool], Double)] = [
    ([0.1, 0.4, 0.35, 0.8], [false, false, true, true], 0.75),
    ([1, 2, 3, 4], [false, false, true, true], 1),
    ([4, 3, 2, 1], [false, false, true, true], 0),
    ([1, 1, 1, 1], [false, true, false, true], 0.5),
    ([0, 1, 1, 2], [false, false, true, true], 0.875),
  ]

  @Test(arguments: cases)
  func smallCases(_ scores: [Float], _ isPositive: [Bool], _ area: Double) {
    #expect(AreaUnderCurve.of(scores: scores, isPositive: isPositive) == area)
  }

  @Test func oneSideHasNoArea() {
    #expect(AreaUnderCurve.of(scores: [1, 2], isPositive: [true, true]) == nil)
    #expect(AreaUnderCurve.of(scores: [1, 2], isPositive: [false, false]) == nil)
    #expect(AreaUnderCurve.of(scores: [], isPositive: []) == nil)
    #expect(AreaUnderCurve.of(scores: [1, .nan], isPositive: [true, false]) == nil)
  }

  @Test(arguments: 1...20) func theAreaIsTheShareOfPairsInTheRightOrder(_ seed: Int) {
    let scores = (0..<60).map { Float(($0 * 37 + seed * seed * 11) % 17) }
    let isPositive = (0..<60).map { ($0 * 13 + seed * 7) % 5 < 2 }
    var (right, pairs) = (0.0, 0.0)
    for (a, isA) in zip(scores, isPositive) where isA {
      for (b, isB) in zip(scores, isPositive) where !isB {
        pairs += 1
        right += a > b ? 1 : a == b ? 0.5 : 0
      }
    }
    #expect(abs(AreaUnderCurve.of(scores: scores, isPositive: isPositive)! - right / pairs) < 1e-12)
  }

  /// Each class against the others, or each label's yes against its no.
  @Test(arguments: [Loss.softmaxCrossEntropy, .sigmoidCrossEntropy])
  func everyOutputHasItsArea(_ loss: Loss) throws {
    let learner = try Learner(.logisticRegression(input: [1], outputs: 3, loss: loss), workers: 1)
    let classes = [0, 0, 1, 1, 1]
    let labels: Labels =
      loss == .softmaxCrossEntropy
      ? .classes(classes)
      : .multiHot(classes.flatMap { label in (0..<3).map { UInt8($0 == label ? 1 : 0) } })
    let examples = try LabelledExamples(
      shape: [1], features: [0.1, 0.5, 0.4, 0.8, 0.9], labels: labels, outputs: 3)
    // Output 0 falls with the input, output 1 rises; nobody is of class 2.
    let areas = try learner.areasUnderCurve(
      parameters: [-1, 1, 0, 0, 0, 0], examples: examples)
    #expect(areas[0] == areas[1] && areas[2] == nil)
    #expect(abs(try #require(areas[0]) - 5.0 / 6) < 1e-12)
  }
}
