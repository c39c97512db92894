import Artifacts
import ModelUpdate

/// How well a model does on the held-out records of all hospitals together, with the noise of the
/// round.
///
/// Noise can make a count negative. Counts are taken as they are, because setting negative ones to
/// zero would add phantom records everywhere; only a share is brought back to 0 to 1.
public struct EvaluationRelease: Sendable {
  /// The round that released it; it measured the model of the round before.
  public let round: Int
  /// Standard deviation of the noise in each count.
  public let noise: Double

  private let counts: [Double]
  private let layout: EvaluationLayout

  init(_ release: Release, layout: EvaluationLayout, noise: Double) {
    round = release.round
    self.noise = noise
    counts = release.sums.map { Double($0) / Double(release.unit) }
    self.layout = layout
  }

  /// Held-out records in all.
  public var records: Double {
    (0..<layout.classes).reduce(0) { $0 + truths($1) }
  }

  /// The share of right predictions; `nil` without records.
  public var accuracy: Double? {
    ratio((0..<layout.classes).reduce(0) { $0 + cell($1, $1) }, of: records)
  }

  /// The mean sensitivity over the classes that occur.
  public var balancedAccuracy: Double? {
    let values = (0..<layout.classes).compactMap(sensitivity)
    return ratio(values.reduce(0, +), of: Double(values.count))
  }

  /// The standard deviation that the noise gives the accuracy a: its K right cells count with 1 - a,
  /// the others, which are part of the number of records, with -a.
  public var accuracyNoise: Double? {
    guard let accuracy, records > 0 else { return nil }
    let (right, all) = (Double(layout.classes), Double(layout.classes * layout.classes))
    let variance = right * (1 - accuracy) * (1 - accuracy) + (all - right) * accuracy * accuracy
    return noise * variance.squareRoot() / records
  }

  /// The share of a class that was predicted as it.
  public func sensitivity(_ label: Int) -> Double? { ratio(cell(label, label), of: truths(label)) }

  /// The share of the others that was not predicted as a class.
  public func specificity(_ label: Int) -> Double? {
    let others = records - truths(label)
    return ratio(others - (predictions(label) - cell(label, label)), of: others)
  }

  /// Positive predictive value: the share of predictions of a class that were right.
  public func positivePredictiveValue(_ label: Int) -> Double? {
    ratio(cell(label, label), of: predictions(label))
  }

  /// The area under the receiver operating characteristic of one class against the others, between
  /// the histograms' bins by the trapezoid rule; `nil` where the noise of the bins is not far below
  /// the records that are in the class or are not.
  public func areaUnderCurve(_ label: Int) -> Double? {
    var (below, area, ins, outs) = (0.0, 0.0, 0.0, 0.0)
    for bin in 0..<layout.bins {
      let isIn = counts[layout.bin(bin, of: label, isIn: true)]
      let isOut = counts[layout.bin(bin, of: label, isIn: false)]
      area += isIn * (below + isOut / 2)
      below += isOut
      ins += isIn
      outs += isOut
    }
    let least = max(0.5, 3 * noise * Double(layout.bins).squareRoot())
    return ins > least && outs > least ? ratio(area, of: ins * outs) : nil
  }

  /// One line for people.
  ///
  /// - Parameter classes: their names.
  public func text(classes: [String]) -> String {
    let each = classes.enumerated().map { label, name in
      "\(name): AUROC \(Self.text(areaUnderCurve(label))), sensitivity "
        + "\(Self.text(sensitivity(label))), PPV \(Self.text(positivePredictiveValue(label)))"
    }
    let accuracy =
      noise == 0 ? "exact, no noise" : "noise +-\(Self.text(accuracyNoise)) on the accuracy"
    return "evaluation on about \(ReleaseNumber.whole(records)) held-out records: accuracy "
      + "\(Self.text(self.accuracy)), balanced accuracy \(Self.text(balancedAccuracy)); "
      + "\(each.joined(separator: "; ")) (\(accuracy))"
  }

  private func cell(_ truth: Int, _ prediction: Int) -> Double {
    counts[layout.cell(truth: truth, prediction: prediction)]
  }

  private func truths(_ label: Int) -> Double {
    (0..<layout.classes).reduce(0) { $0 + cell(label, $1) }
  }

  private func predictions(_ label: Int) -> Double {
    (0..<layout.classes).reduce(0) { $0 + cell($1, label) }
  }

  private func ratio(_ part: Double, of whole: Double) -> Double? {
    whole > 0 ? min(1, max(0, part / whole)) : nil
  }

  private static func text(_ value: Double?) -> String {
    guard let value else { return "unknown" }
    return String((value * 1000).rounded() / 1000)
  }
}
