import Glibc

/// The distribution of the sum of many steps' privacy losses, and the epsilon that it proves.
///
/// Each step's distribution is weighted by exp(theta loss) and normalised; the sum's distribution
/// comes from the product of powers of Fourier transforms, on a circle of grid points. What the
/// circle wraps around is harmless: mass from below the window lands too high, and mass from above
/// it is bounded by Chernoff's inequality and counted as infinite.
struct ComposedLoss {
  private let grid: LossGrid
  /// The sum's tilted masses on the window.
  private let masses: [Double]
  /// log of the factor that undoes the tilt at loss zero.
  private let logScale: Double
  /// Bound on the error of ``masses`` in the Euclidean norm.
  private let error: Double
  /// log of the factor that covers all relative rounding errors of the masses.
  private let logGrowth: Double
  /// Mass at infinity.
  private let infinite: Double
  /// What is to be added to the sum for the rounding of the cells' edges.
  private let rounding: Double

  /// Composes steps in one direction.
  init(
    _ steps: [(loss: PrivacyLoss, count: Int)], grid: LossGrid, reach: Double,
    transform: FourierTransform
  ) {
    var product = ComplexVector(repeating: 1, count: LossGrid.size)
    var (logScale, logTail, weightedNorms, logGrowth) = (0.0, 0.0, 1.0, 0.0)
    var (infinite, rounding) = (0.0, 0.0)
    for ((loss, count), scale) in zip(steps, grid.scales) {
      let step = TiltedLoss(
        LossDistribution(loss, interval: grid.interval, reach: reach), grid: grid, scale: scale)
      let times = Double(count)
      logScale += times * step.logMoment
      logTail += times * step.logTailMoment
      infinite += times * step.infinite
      rounding += times * 2 * step.rounding
      weightedNorms += times * step.norm
      logGrowth +=
        times
        * (step.relativeError
          + transform.relativeError * Double(LossGrid.size).squareRoot() * step.norm)
      var spectrum = step.circle
      transform.forward(&spectrum)
      product.multiply(byPower: count, of: spectrum)
    }
    transform.inverse(&product)
    let bottom = Double(grid.lowest) * grid.interval
    let top = Double(grid.lowest + LossGrid.size) * grid.interval
    // The last term covers the 2^17 steps of the recurrence in epsilon(delta:errors:).
    logGrowth += 0x1p-48 * (abs(logScale) + grid.tilt * max(abs(bottom), abs(top)) + 0x1p16)
    self.grid = grid
    self.logScale = logScale
    self.logGrowth = logGrowth
    self.rounding = rounding
    masses = (0..<LossGrid.size).map {
      max(0, product.real[(grid.lowest + $0) & (LossGrid.size - 1)])
    }
    error = exp(logGrowth) * (transform.relativeError + 0x1p-50) * weightedNorms
    self.infinite =
      (infinite + exp(logTail - grid.tailTilt * top + logGrowth)) * (1 + 0x1p-30)
  }

  /// The least epsilon at least zero for which the bound on delta(epsilon) is not above `delta`;
  /// infinite if there is none in the window.
  ///
  /// From the top of the window down, with p the tilted masses above a grid point s,
  ///
  ///     delta(s) = exp(scale - theta s) sum of p(r) exp(-theta (r - s)) (1 - exp(s - r)) + infinite
  ///
  /// by a recurrence of positive terms. Between grid points the bound is a chord in exp(epsilon).
  /// The masses' error e adds at most |e| times the Euclidean norm of the factors of p
  /// (Cauchy-Schwarz).
  ///
  /// - Parameter errors: How often the error of the transforms is added: once for a valid bound;
  ///   three times for one that covers whatever another machine's rounding may have given.
  func epsilon(delta: Double, errors: Double = 1) -> Double {
    let interval = grid.interval
    let step = -expm1(-interval)
    let tilted = exp(-grid.tilt * interval)
    let untilted = exp(-(grid.tilt + 1) * interval)
    let noise = errors * error * factorNorm
    // d sums the factors exp(-theta x) (1 - exp(-x)), b the factors exp(-(theta + 1) x).
    var (d, b, above) = (0.0, 0.0, 0.0)
    for index in masses.indices.reversed() {
      let point = Double(grid.lowest + index) * interval
      let bound = exp(logScale + logGrowth - grid.tilt * point) * (d + noise) + infinite
      guard bound <= delta else {
        // The chord from (exp(point), bound) to the grid point above, where it was low enough.
        guard index + 1 < masses.count else { return .infinity }
        let part = (bound - delta) / (bound - above)
        let epsilon = point + log1p(part * expm1(interval)) + rounding
        return epsilon.isNaN ? .infinity : max(0, epsilon)
      }
      if point + rounding <= 0 { return 0 }
      above = bound
      d = tilted * (d + step * (b + masses[index]))
      b = untilted * (b + masses[index])
    }
    return max(0, Double(grid.lowest) * interval + rounding)
  }

  /// The Euclidean norm of exp(-theta x) (1 - exp(-x)) over all distances x in the window.
  private var factorNorm: Double {
    var sum = 0.0
    for index in 1...LossGrid.size {
      let distance = Double(index) * grid.interval
      let factor = exp(-grid.tilt * distance) * -expm1(-distance)
      sum += factor * factor
    }
    return sum.squareRoot() * (1 + 0x1p-30)
  }
}
