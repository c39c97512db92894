import Artifacts
import ModelUpdate

/// What a census says, with its noise: estimates, never exact unless the plan has no noise.
public struct CensusRelease: Sendable {
  /// The round that released it.
  public let round: Int
  /// Records of each class, in the order of the plan; may be below zero by noise.
  public let classCounts: [Double]
  /// Standard deviation of the noise in each count.
  public let noise: Double

  private let sums: [Double]
  private let layout: CensusLayout

  init(_ release: Release, layout: CensusLayout, noise: Double) {
    sums = release.sums.map { Double($0) / Double(release.unit) }
    round = release.round
    classCounts = Array(sums.prefix(layout.classes))
    self.noise = noise
    self.layout = layout
  }

  /// Records in all.
  public var records: Double { classCounts.reduce(0, +) }

  /// What training makes of the inputs: for every numeric column its mean and deviation, and the
  /// columns that everybody leaves out. Nothing where so few records were counted that the noise
  /// would decide.
  public var standardisation: Standardisation {
    guard isTelling(records, counts: layout.classes) else { return Standardisation() }
    var moments: [Standardisation.Moment] = []
    var numeric = 0
    for (place, column) in layout.columns.enumerated() {
      defer { if column.isNumeric { numeric += 1 } }
      guard column.isNumeric, !isDropped(place) else { continue }
      let present = records - missing(place)
      guard isTelling(present, counts: layout.classes + 1) else { continue }
      let sum = layout.sum(numeric)
      moments.append(moment(column, sum: sums[sum], squares: sums[sum + 1], present))
    }
    return Standardisation(moments: moments, dropped: droppedColumns.map(\.column.inputs))
  }

  /// The columns that are missing in more than the plan's share of records, each with its share, at
  /// most 1.
  public var droppedColumns: [(column: CensusLayout.Column, missingShare: Double)] {
    layout.columns.indices.filter(isDropped).map {
      (layout.columns[$0], min(1, missing($0) / records))
    }
  }

  private func isDropped(_ place: Int) -> Bool {
    guard let most = layout.mostMissing, isTelling(records, counts: layout.classes) else {
      return false
    }
    return missing(place) / records > most
  }

  private func missing(_ place: Int) -> Double { sums[layout.missing(place)] }

  /// Whether a number of records is well above the noise of the counts of which it is the sum.
  private func isTelling(_ number: Double, counts: Int) -> Bool {
    number >= 1 && number > 4 * noise * Double(counts).squareRoot()
  }

  /// A deviation is at least 0.01, and at least what the noise could feign: dividing by less would
  /// blow up noise; it is at most one half.
  private func moment(
    _ column: CensusLayout.Column, sum: Double, squares: Double, _ present: Double
  ) -> Standardisation.Moment {
    let mean = min(1, max(0, sum / present))
    let variance = squares / present - mean * mean
    let least = max(0.01, (2 * noise / present).squareRoot())
    // Values from 0 to 1 deviate by one half at most, whatever a lying member adds.
    let deviation = min(0.5, max(least, max(0, variance).squareRoot()))
    return Standardisation.Moment(
      input: column.inputs.lowerBound, mean: mean, deviation: deviation)
  }

  /// One line for people.
  ///
  /// - Parameter classes: their names.
  public func text(classes: [String]) -> String {
    let counts = zip(classes, classCounts).map { "\($0): \(ReleaseNumber.whole($1))" }
    let accuracy = noise == 0 ? "exact, no noise" : "noise +-\(ReleaseNumber.whole(noise)) each"
    return
      "census: about \(ReleaseNumber.whole(records)) records: \(counts.joined(separator: ", ")) "
      + "(\(accuracy))" + dropped
  }

  /// What is left out, where the plan has a rule for it.
  private var dropped: String {
    guard let most = layout.mostMissing else { return "" }
    func percent(_ share: Double) -> String { "\(ReleaseNumber.whole(100 * share)) %" }
    guard isTelling(records, counts: layout.classes) else {
      return "; too few records to tell which columns are missing in more than \(percent(most))"
    }
    let columns = droppedColumns
    guard !columns.isEmpty else { return "; no column is missing in more than \(percent(most))" }
    let named = columns.prefix(20).map { "\($0.column.name) (\(percent($0.missingShare)))" }
    let rest = columns.count > 20 ? " and \(columns.count - 20) more" : ""
    return "; left out, missing in more than \(percent(most)) of the records: "
      + named.joined(separator: ", ") + rest
  }
}
