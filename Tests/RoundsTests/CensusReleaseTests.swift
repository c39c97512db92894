import Artifacts
import ModelUpdate
import Testing

@testable import Rounds

/// What everybody makes of the sums of a census.
@Suite struct CensusReleaseTests {
  /// A number with an indicator, a category, and another number; the inputs are 0, 1 | 2, 3 | 4.
  private func arithmetic(mostMissing: Real?) throws -> RoundArithmetic {
    var plan = Plan.small(inputs: 5)
    plan.data.table = TablePlan(
      label: "y",
      features: [
        TableFeature(column: "a", low: 0.0, high: 1.0, missingIndicator: true),
        TableFeature(column: "b", values: ["x", "z"]),
        TableFeature(column: "c", low: 0.0, high: 1.0, missingIndicator: false),
      ], mostMissing: mostMissing)
    plan.census = CensusPlan(noise: .multiplier(1.0))
    return try RoundArithmetic(plan)
  }

  /// The release of sums in counts: classes, sum and squares of a and c, then what is missing.
  private func release(
    _ sums: [Double], noise: Double = 0, mostMissing: Real?
  ) throws -> (CensusRelease, String) {
    let arithmetic = try arithmetic(mostMissing: mostMissing)
    let unit = 1000.0
    let state = try arithmetic.initialModel().state.releasing(
      Release(
        round: 1, variance: Int64(noise * noise * unit * unit), unit: Int64(unit),
        sums: sums.map { Int64($0 * unit) }), as: "census")
    return (
      try #require(arithmetic.census(in: state)),
      try #require(arithmetic.releaseText(of: 1, in: state))
    )
  }

  @Test func meansAreOfTheValuesThatExist() throws {
    // 100 records; 60 have a, of which half 0.2 and half 0.6; all have c, always 0.5.
    let (census, text) = try release([70, 30, 24, 12, 50, 25, 40, 0], mostMissing: nil)
    let moments = census.standardisation.moments
    #expect(moments.map(\.input) == [0, 4] && census.standardisation.dropped.isEmpty)
    #expect(abs(moments[0].mean - 0.4) < 1e-12 && abs(moments[0].deviation - 0.2) < 1e-12)
    #expect(moments[1].mean == 0.5 && moments[1].deviation == 0.01)
    #expect(text == "census: about 100 records: no: 70, yes: 30 (exact, no noise)")
  }

  @Test func columnsThatMissTooMuchAreLeftOut() throws {
    // b is missing in 51 of 100 records, a in 50, c in 90.
    let sums: [Double] = [70, 30, 20, 10, 5, 2.5, 50, 51, 90]
    let (census, text) = try release(sums, mostMissing: 0.5)
    #expect(census.standardisation.dropped == [2..<4, 4..<5])
    #expect(census.standardisation.moments.map(\.input) == [0])
    let words = "; left out, missing in more than 50 % of the records: b (51 %), c (90 %)"
    #expect(text.hasSuffix(words))
    let (_, none) = try release(sums, mostMissing: 0.95)
    #expect(none.hasSuffix("; no column is missing in more than 95 %"))
  }

  @Test func noiseDecidesNothing() throws {
    // 4 sigma of two counts are above 100 records: nothing can be told.
    let sums: [Double] = [70, 30, 20, 10, 5, 2.5, 50, 51, 90]
    let (few, text) = try release(sums, noise: 18, mostMissing: 0.5)
    #expect(few.standardisation.isEmpty)
    #expect(text.hasSuffix("; too few records to tell which columns are missing in more than 50 %"))
    // The records tell, the ten values of c do not: it stays as it is, and a is standardised.
    let (some, _) = try release(sums, noise: 5, mostMissing: 0.95)
    #expect(some.standardisation.moments.map(\.input) == [0])
    // A column that seems to be there more often than there are records has a mean all the same.
    let (negative, _) = try release([70, 30, 20, 10, 50, 25, -8, 0, 0], noise: 1, mostMissing: 0.5)
    #expect(abs(try #require(negative.standardisation.moments.first).mean - 20.0 / 108) < 1e-12)
  }

  @Test func columnsAreLeftOutByACensusAlone() throws {
    var plan = Plan.small()
    for share in [0.0, 1.0, -0.5] {
      plan.census = CensusPlan(noise: .multiplier(1.0))
      plan.data.table?.mostMissing = Real(share)
      #expect(throws: Rejection.self) { try RoundArithmetic(plan) }
    }
    plan.data.table?.mostMissing = 0.5
    _ = try RoundArithmetic(plan)
    plan.census = nil
    #expect(throws: Rejection.self) { try RoundArithmetic(plan) }
  }
}
