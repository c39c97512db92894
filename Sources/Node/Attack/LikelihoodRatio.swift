import Foundation

/// The likelihood-ratio attack (Carlini et al. 2022): is a target's confidence in a record more like
/// that of models that trained on it, or of models that did not?
///
/// Both are taken for normal, with means from the shadow models, which are all models but the target.
struct LikelihoodRatio {
  private let confidence: [[Double]]
  private let isMember: [[Bool]]
  private let inside: [Moments]
  private let outside: [Moments]
  /// The deviations common to all records; nil where there are models enough for each record's own.
  private let common: (inside: Double, outside: Double)?

  /// From how many models on, on each side, a record has a deviation of its own.
  static let ownDeviation = 32
  /// So that a record that all models answer alike divides by no zero.
  private static let leastDeviation = 1e-6

  /// - Parameters:
  ///   - confidence: a list per model, a number per record.
  ///   - isMember: whether the record trained the model.
  init(confidence: [[Double]], isMember: [[Bool]]) {
    func moments(_ side: Bool) -> [Moments] {
      confidence[0].indices.map { record in
        confidence.indices.reduce(into: Moments()) { moments, model in
          if isMember[model][record] == side { moments.add(confidence[model][record]) }
        }
      }
    }
    self.confidence = confidence
    self.isMember = isMember
    inside = moments(true)
    outside = moments(false)
    common =
      confidence.count / 2 > Self.ownDeviation
      ? nil : (Moments.deviation(within: inside), Moments.deviation(within: outside))
  }

  /// For each record how much more likely the target's confidence is for a member, as a logarithm.
  func online(target: Int) -> [Double] {
    scores(target) { value, inside, outside in
      func logDensity(_ normal: (mean: Double, deviation: Double)) -> Double {
        let z = (value - normal.mean) / normal.deviation
        return -z * z / 2 - log(normal.deviation)
      }
      return logDensity(inside) - logDensity(outside)
    }
  }

  /// For each record how far the target's confidence is above that of models without it: for an
  /// attacker who trained no model on the record.
  func offline(target: Int) -> [Double] {
    scores(target) { value, _, outside in (value - outside.mean) / outside.deviation }
  }

  private typealias Normal = (mean: Double, deviation: Double)

  private func scores(_ target: Int, _ score: (Double, Normal, Normal) -> Double) -> [Double] {
    confidence[target].indices.map { record in
      let value = confidence[target][record]
      var (inside, outside) = (inside[record], outside[record])
      if isMember[target][record] { inside.remove(value) } else { outside.remove(value) }
      func normal(_ moments: Moments, _ common: Double?) -> Normal {
        (moments.mean, max(Self.leastDeviation, common ?? moments.deviation))
      }
      return score(value, normal(inside, common?.inside), normal(outside, common?.outside))
    }
  }
}
