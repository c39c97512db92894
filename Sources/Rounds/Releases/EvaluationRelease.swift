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

  /// Held-out records in all; with several labels, the mean of what each label's matrix says.
  public var records: Double {
    let all = layout.matrices.reduce(0) { $0 + counts[$1] }
    return layout.isMultiLabel ? all / Double(layout.classes) : all
  }

  /// The share of right predictions, with several labels of all labels; `nil` without records.
  public var accuracy: Double? {
    let right = layout.diagonal.reduce(0) { $0 + counts[$1] }
    return ratio(right, of: layout.matrices.reduce(0) { $0 + counts[$1] })
  }

  /// The mean sensitivity over the classes that occur; with several labels the mean over them of
  /// sensitivity and specificity.
  public var balancedAccuracy: Double? {
    let labels = 0..<layout.classes
    let values =
      labels.compactMap(sensitivity) + (layout.isMultiLabel ? labels.compactMap(specificity) : [])
    return ratio(values.reduce(0, +), of: Double(values.count))
  }

  /// The standard deviation that the noise gives the accuracy a: its right cells count with 1 - a,
  /// the others, which are part of the number of records, with -a.
  public var accuracyNoise: Double? {
    guard let accuracy, records > 0 else { return nil }
    let (right, all) = (Double(layout.diagonal.count), Double(layout.matrices.count))
    let variance = right * (1 - accuracy) * (1 - accuracy) + (all - right) * accuracy * accuracy
    return noise * variance.squareRoot() / layout.matrices.reduce(0) { $0 + counts[$1] }
  }

  /// The share of a class that was predicted as it.
  public func sensitivity(_ label: Int) -> Double? { ratio(rights(label), of: truths(label)) }

  /// The share of the others that was not predicted as a class.
  public func specificity(_ label: Int) -> Double? {
    let others = records - truths(label)
    return ratio(others - (predictions(label) - rights(label)), of: others)
  }

  /// Positive predictive value: the share of predictions of a class that were right.
  public func positivePredictiveValue(_ label: Int) -> Double? {
    ratio(rights(label), of: predictions(label))
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

  /// Records of a class that were predicted as it.
  private func rights(_ label: Int) -> Double {
    layout.isMultiLabel
      ? counts[layout.cell(label, truth: true, prediction: true)]
      : counts[layout.cell(truth: label, prediction: label)]
  }

  /// Records of a class.
  private func truths(_ label: Int) -> Double {
    guard !layout.isMultiLabel else {
      return rights(label) + counts[layout.cell(label, truth: true, prediction: false)]
    }
    return (0..<layout.classes).reduce(0) { $0 + counts[layout.cell(truth: label, prediction: $1)] }
  }

  /// Records that were predicted as a class.
  private func predictions(_ label: Int) -> Double {
    guard !layout.isMultiLabel else {
      return rights(label) + counts[layout.cell(label, truth: false, prediction: true)]
    }
    return (0..<layout.classes).reduce(0) { $0 + counts[layout.cell(truth: $1, prediction: label)] }
  }

  private func ratio(_ part: Double, of whole: Double) -> Double? {
    whole > 0 ? min(1, max(0, part / whole)) : nil
  }

  private static func text(_ value: Double?) -> String {
    guard let value else { return "unknown" }
    return String((value * 1000).rounded() / 1000)
  }
}
