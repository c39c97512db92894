import Glibc

/// Cumulants of the sum of many privacy losses under exponential tilting, close to the truth.
///
/// They only choose tilt, window and grid; no bound rests on them. Each step's loss is taken at
/// outcomes a sixteenth of the noise apart, where sums of normal densities are all but exact.
struct LossCumulants {
  private struct Part {
    let count: Double
    let losses: [Double]
    let logWeights: [Double]
  }

  private let parts: [Part]
  /// The least and the greatest sum.
  let range: ClosedRange<Double>

  init(_ steps: [(loss: PrivacyLoss, count: Int)], reach: Double) {
    parts = steps.map { loss, count in
      let ends = loss.outcomes(reach: reach)
      let width = loss.step.noiseMultiplier / 16
      let nodes = Int(((ends.upperBound - ends.lowerBound) / width).rounded(.up))
      let outcomes = (0...nodes).map { ends.lowerBound + Double($0) * width }
      return Part(
        count: Double(count), losses: outcomes.map(loss.loss(at:)),
        logWeights: outcomes.map { log(loss.density(at: $0) * width) })
    }
    let ends = steps.map { ($0.loss.losses(reach: reach), Double($0.count)) }
    range =
      ends.reduce(0) {
        $0 + $1.0.lowerBound * $1.1
      }...ends.reduce(0) {
        $0 + $1.0.upperBound * $1.1
      }
  }

  /// log of the mean of exp(tilt loss), part by part, for one step of each.
  func logMoments(tilt: Double) -> [Double] {
    parts.map { Self.cumulants($0, tilt).logMoment }
  }

  /// The sum's log moment, and its mean and variance under the tilt.
  func total(tilt: Double) -> (logMoment: Double, mean: Double, variance: Double) {
    var total = (logMoment: 0.0, mean: 0.0, variance: 0.0)
    for part in parts {
      let one = Self.cumulants(part, tilt)
      total.logMoment += part.count * one.logMoment
      total.mean += part.count * one.mean
      total.variance += part.count * one.variance
    }
    return total
  }

  private static func cumulants(
    _ part: Part, _ tilt: Double
  ) -> (logMoment: Double, mean: Double, variance: Double) {
    var peak = -Double.infinity
    for index in part.losses.indices {
      peak = max(peak, part.logWeights[index] + tilt * part.losses[index])
    }
    var (weight, first, second) = (0.0, 0.0, 0.0)
    for index in part.losses.indices {
      let loss = part.losses[index]
      let share = exp(part.logWeights[index] + tilt * loss - peak)
      weight += share
      first += share * loss
      second += share * loss * loss
    }
    let mean = first / weight
    return (peak + log(weight), mean, max(0, second / weight - mean * mean))
  }
}
