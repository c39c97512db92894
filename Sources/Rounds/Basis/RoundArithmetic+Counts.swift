import Artifacts
import DifferentialPrivacy
import ModelUpdate

/// Rounds of counts: census and evaluation.
extension RoundArithmetic {
  /// Which coordinate of a census says what.
  public var censusLayout: CensusLayout { CensusLayout(plan.data) }

  /// Which coordinate of an evaluation says what.
  public var evaluationLayout: EvaluationLayout {
    EvaluationLayout(
      classes: plan.data.classes.count, bins: plan.evaluation?.bins ?? 0,
      isMultiLabel: plan.data.isMultiLabel)
  }

  /// The noise of a kind of counts; `nil` for training, and for a kind that is not planned.
  public func countNoise(_ kind: LedgerEntry.Kind) -> CountNoise? {
    switch kind {
    case .training: nil
    case .census: plan.census?.noise
    case .evaluation: plan.evaluation?.noise
    }
  }

  /// The integers of a round of counts for a roster; the noise is sized for `m - c` honest shares.
  public func countGrid(
    _ roster: Roster, _ kind: LedgerEntry.Kind
  ) throws(Rejection) -> CountGrid {
    guard let noise = countNoise(kind) else {
      throw Self.invalid("it has no \(kind.rawValue)")
    }
    var multiplier: Double?
    if case .multiplier(let value) = noise { multiplier = value.value }
    let bound = kind == .census ? censusLayout.normBound : evaluationLayout.normBound
    return try Self.valid { () throws(DifferentialPrivacyError) in
      try CountGrid(
        normBound: bound, noiseMultiplier: multiplier, log2Scale: log2Scale,
        honestShares: roster.m - roster.c)
    }
  }

  /// How many sums a model file keeps of each planned kind of counts, by name.
  var releases: [String: Int] {
    let kinds = [LedgerEntry.Kind.census, .evaluation].filter { countNoise($0) != nil }
    return Dictionary(uniqueKeysWithValues: kinds.map { ($0.rawValue, count($0)) })
  }

  /// What the newest census says; `nil` before there is one.
  public func census(in model: ModelState) -> CensusRelease? {
    newest(.census, in: model).map {
      CensusRelease($0, layout: censusLayout, noise: noise(of: $0))
    }
  }

  /// What the newest evaluation says; `nil` before there is one.
  public func evaluation(in model: ModelState) -> EvaluationRelease? {
    newest(.evaluation, in: model).map {
      EvaluationRelease($0, layout: evaluationLayout, noise: noise(of: $0))
    }
  }

  /// What a round released, in one line for people; `nil` for a round that released no counts.
  ///
  /// - Parameter model: the state after the round.
  public func releaseText(of round: Int, in model: ModelState) -> String? {
    let classes = plan.data.classes
    switch schedule.kind(of: round) {
    case .training: return nil
    case .census:
      guard let census = census(in: model), census.round == round else { return nil }
      return census.text(classes: classes)
    case .evaluation:
      guard let evaluation = evaluation(in: model), evaluation.round == round else { return nil }
      return evaluation.text(classes: classes)
    }
  }

  /// What the newest releases say, in a line each, and that there is no census where one was due.
  ///
  /// - Parameter round: the last closed round.
  public func releaseTexts(in model: ModelState, through round: Int) -> [String] {
    let texts = [LedgerEntry.Kind.census, .evaluation].compactMap { newest($0, in: model) }
      .compactMap { release in
        releaseText(of: release.round, in: model).map { "round \(release.round): \($0)" }
      }
    let lost = lostCensus(in: model, through: round).map {
      "round \($0): no census: \(Self.withoutCensus)"
    }
    return [lost].compactMap(\.self) + texts
  }

  /// The round of a census that is over and of which the model has nothing: abandoned by a restart, or
  /// ended without a sum. No later round repeats it.
  public func lostCensus(in model: ModelState, through round: Int) -> Int? {
    newest(.census, in: model) == nil ? schedule.census(after: 0, through: round) : nil
  }

  /// What it means that a consortium has no census although its plan has one.
  public static let withoutCensus =
    "it is not repeated, so inputs are not standardised by it and most_missing leaves out no column"

  private func newest(_ kind: LedgerEntry.Kind, in model: ModelState) -> Release? {
    model.releases[kind.rawValue]
  }

  /// The standard deviation of the noise in a released sum, in counts.
  private func noise(of release: Release) -> Double {
    Double(release.variance).squareRoot() / Double(release.unit)
  }
}
