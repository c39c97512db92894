import Glibc

/// Tilt, window and interval with which a sum of privacy losses is computed well at one delta.
///
/// Any choice gives a valid bound; this one gives a close bound. All of it depends continuously on
/// the steps and delta, so that the last bits of a machine's exp and log change only the last
/// digits of epsilon.
struct LossGrid {
  /// 2^17 points, whatever the number of steps: the interval grows with the sum's deviation.
  ///
  /// Connecting the dots raises the variance of one step's loss by a sixth of the squared interval.
  /// With a window of about 15 deviations sqrt(T) v of T steps that is a fraction
  /// 40 T / 2^34 of v^2, less than 10^-3 up to T = 400,000.
  static let log2Size = 17
  static let size = 1 << log2Size

  /// theta: losses are weighted by exp(theta loss), which brings the sums that decide delta into
  /// the middle of the window, and makes errors of the Fourier transform relative to delta.
  let tilt: Double
  /// A second tilt, at which the mass above the window is bounded (Chernoff).
  let tailTilt: Double
  /// Distance of grid points.
  let interval: Double
  /// The first grid point, in intervals.
  let lowest: Int
  /// Estimated log moments of one step of each part at ``tilt`` and ``tailTilt``.
  let scales: [(tilt: Double, tail: Double)]

  /// log of the share of the tilted mass that may lie outside on each side.
  private static let logOutside = -40 * log(2.0)

  /// Chooses; nil where the losses have no spread that doubles can hold.
  init?(_ steps: [(loss: PrivacyLoss, count: Int)], delta: Double, reach: Double) {
    let cumulants = LossCumulants(steps, reach: reach)
    let tilt = Self.tilt(cumulants, logDelta: log(delta))
    let centre = cumulants.total(tilt: tilt)
    let deviation = centre.variance.squareRoot()
    guard deviation > 0, deviation.isFinite else { return nil }
    var top = (value: cumulants.range.upperBound, offset: 8 / deviation)
    var bottom = cumulants.range.lowerBound
    for half in -12...16 {
      let offset = exp2(Double(half) / 2) / deviation
      let above = cumulants.total(tilt: tilt + offset).logMoment - centre.logMoment
      let value = (above - Self.logOutside) / offset
      if value < top.value { top = (value, offset) }
      let below = cumulants.total(tilt: tilt - offset).logMoment - centre.logMoment
      bottom = max(bottom, (Self.logOutside - below) / offset)
    }
    // A single step's grid stays within a few sizes too.
    let widest =
      steps.map { $0.loss.losses(reach: reach) }
      .map { ($0.upperBound - $0.lowerBound) / Double(4 * Self.size) }.max() ?? 0
    let interval = max((top.value - bottom) / Double(Self.size - 4), widest)
    let lowest = (bottom / interval).rounded(.down)
    guard interval > 0, abs(lowest) < 0x1p52 else { return nil }
    self.tilt = tilt
    self.interval = interval
    self.lowest = Int(lowest)
    tailTilt = tilt + top.offset
    scales = Array(
      zip(cumulants.logMoments(tilt: tilt), cumulants.logMoments(tilt: tailTilt))
    ).map { ($0, $1) }
  }

  /// The tilt at whose mean the saddle-point estimate of delta(epsilon) is the wanted delta; zero
  /// where the untilted mean is beyond.
  private static func tilt(_ cumulants: LossCumulants, logDelta: Double) -> Double {
    func exceeds(_ tilt: Double) -> Bool {
      let sum = cumulants.total(tilt: tilt)
      let deviation = sum.variance.squareRoot()
      let first = scaledTail(tilt * deviation)
      let second = scaledTail((tilt + 1) * deviation)
      return sum.logMoment - tilt * sum.mean + log(first - second) > logDelta
    }
    guard exceeds(0) else { return 0 }
    var high = 0x1p-10
    while high < 0x1p40, exceeds(high) { high *= 2 }
    var low = 0.0
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if exceeds(middle) { low = middle } else { high = middle }
    }
    return high
  }

  /// The mean of exp(-a Y) over Y > 0 for a standard normal Y: exp(a^2/2) erfc(a/sqrt 2) / 2.
  private static func scaledTail(_ a: Double) -> Double {
    if a < 20 { return exp(a * a / 2) * erfc(a * 0.5.squareRoot()) / 2 }
    let inverse = 1 / (a * a)
    let series = 1 - inverse * (1 - inverse * (3 - inverse * (15 - 105 * inverse)))
    return series / (a * (2 * Double.pi).squareRoot())
  }
}
