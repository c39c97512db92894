import Artifacts
import DifferentialPrivacy
import ModelUpdate
import Rounds
import Testing

/// No record can add more than the sensitivity that is charged, whatever its values are.
@Suite struct CountLayoutTests {
  private static let strange: [Float] = [
    0, 1, 0.5, -1, 7, .nan, .infinity, -.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude,
  ]

  private func grid(_ bound: Double, _ noise: Double?) throws -> CountGrid {
    try CountGrid(normBound: bound, noiseMultiplier: noise, log2Scale: 16, honestShares: 2)
  }

  private func norm(_ vector: [Int64]) -> Double {
    vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
  }

  @Test(arguments: [nil, 0.3, 1, 4.5, 40] as [Double?])
  func aRecordOfACensusStaysWithinTheBound(_ noise: Double?) throws {
    let features = (0..<5).map { index -> TableFeature in
      index == 2
        ? TableFeature(column: "c\(index)", values: ["a", "b"])
        : TableFeature(column: "c\(index)", low: 0.0, high: 1.0, missingIndicator: index == 3)
    }
    let layout = CensusLayout(
      DataPlan(classes: ["no", "yes"], table: TablePlan(label: "y", features: features)))
    #expect(layout.numericInputs == [0, 1, 4, 6] && layout.count == 10)
    let grid = try grid(layout.normBound, noise)
    for first in Self.strange {
      for second in Self.strange {
        var vector = [Int64](repeating: 0, count: layout.count)
        layout.add(
          label: 1, values: [first, second, 1, 0, first, 0, second][...], unit: grid.unit,
          to: &vector)
        #expect(norm(vector) <= Double(grid.sensitivity))
      }
    }
    var full = [Int64](repeating: 0, count: layout.count)
    layout.add(label: 0, values: [1, 1, 1, 1, 1, 1, 1][...], unit: grid.unit, to: &full)
    #expect(norm(full) > 0.99 * Double(grid.sensitivity))
  }

  @Test(arguments: [2, 3, 7], [nil, 2.0] as [Double?])
  func aRecordOfAnEvaluationStaysWithinTheBound(_ classes: Int, _ noise: Double?) throws {
    for isMultiLabel in [false, true] {
      try check(EvaluationLayout(classes: classes, bins: 10, isMultiLabel: isMultiLabel), noise)
    }
  }

  private func check(_ layout: EvaluationLayout, _ noise: Double?) throws {
    let classes = layout.classes
    let grid = try grid(layout.normBound, noise)
    for value in Self.strange {
      var vector = [Int64](repeating: 0, count: layout.count)
      layout.add(
        probabilities: Array(repeating: value, count: classes)[...], unit: grid.unit, to: &vector
      ) { layout.isMultiLabel || $0 == classes - 1 }
      #expect(norm(vector) <= Double(grid.sensitivity))
      #expect(vector.count { $0 != 0 } == (layout.isMultiLabel ? 2 * classes : classes + 1))
    }
  }

  /// So much noise that a record is less than one step is refused.
  @Test func tooMuchNoiseIsRefused() {
    #expect(throws: DifferentialPrivacyError.self) { try grid(3, 150) }
  }

  /// Measures from exact counts, against a direct count.
  @Test func measuresAreThoseOfTheRecords() throws {
    var plan = Plan.small()
    plan.evaluation = EvaluationPlan(every: 1, heldOut: 0.5, bins: 1000, noise: .exact)
    let arithmetic = try RoundArithmetic(plan)
    let layout = arithmetic.evaluationLayout
    var vector = [Int64](repeating: 0, count: layout.count)
    // Probabilities of "yes" with the truth.
    let records: [(Float, Int)] = [
      (0.9, 1), (0.8, 1), (0.7, 0), (0.6, 1), (0.4, 0), (0.3, 1), (0.2, 0), (0.1, 0),
    ]
    for (yes, truth) in records {
      layout.add(probabilities: [1 - yes, yes][...], unit: 3, to: &vector) { $0 == truth }
    }
    let state = try arithmetic.initialModel().state.releasing(
      Release(round: 2, variance: 0, unit: 3, sums: vector), as: "evaluation")
    let evaluation = try #require(arithmetic.evaluation(in: state))
    #expect(evaluation.records == 8)
    #expect(evaluation.accuracy == 0.75)
    #expect(evaluation.sensitivity(1) == 0.75 && evaluation.specificity(1) == 0.75)
    #expect(evaluation.positivePredictiveValue(1) == 0.75)
    // Of 16 pairs 13 are in the right order.
    #expect(evaluation.areaUnderCurve(1) == 13.0 / 16)
    #expect(evaluation.areaUnderCurve(0) == 13.0 / 16)
    #expect(arithmetic.releaseText(of: 2, in: state)?.contains("accuracy 0.75,") == true)
    #expect(arithmetic.releaseText(of: 4, in: state) == nil)
  }
}
