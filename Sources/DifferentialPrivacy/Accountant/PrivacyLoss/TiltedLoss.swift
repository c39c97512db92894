import Glibc

/// One step's privacy loss, weighted by exp(theta loss), normalised, and wound around the window's
/// circle of grid points.
struct TiltedLoss {
  /// The masses on the circle. Their sum is at most 1.
  let circle: ComplexVector
  /// log of what the masses were divided by.
  let logMoment: Double
  /// log of the mean of exp(theta' loss) at the tail's tilt; mass at infinity left out.
  let logTailMoment: Double
  /// Mass at infinity, not tilted.
  let infinite: Double
  /// The Euclidean norm of ``circle``, or more.
  let norm: Double
  /// Bound on the relative rounding error of each mass and of what undoes the tilt.
  let relativeError: Double
  /// What is to be added to every loss.
  let rounding: Double

  /// Tilts a distribution; `scale` holds estimates of both log moments, which keep the exponents in
  /// range. What is not a number stays so, and ends in an infinite epsilon.
  init(_ loss: LossDistribution, grid: LossGrid, scale: (tilt: Double, tail: Double)) {
    var circle = ComplexVector(repeating: 0, count: LossGrid.size)
    var (sum, tail) = (0.0, 0.0)
    for (index, mass) in loss.masses.enumerated() where mass != 0 {
      let value = Double(loss.lowest + index) * grid.interval
      let logMass = log(mass)
      let weight = exp(logMass + grid.tilt * value - scale.tilt)
      circle.real[(loss.lowest + index) & (LossGrid.size - 1)] += weight
      sum += weight
      tail += exp(logMass + grid.tailTilt * value - scale.tail)
    }
    // Sums of n positive terms are right to n units of 2^-53.
    let slack = 1 + Double(loss.masses.count + 8) * 0x1p-52
    sum *= slack
    var squares = 0.0
    for index in circle.real.indices {
      circle.real[index] /= sum
      squares += circle.real[index] * circle.real[index]
    }
    self.circle = circle
    logMoment = scale.tilt + log(sum)
    logTailMoment = scale.tail + log(tail * slack)
    infinite = loss.infinite
    norm = squares.squareRoot() * slack
    rounding = loss.rounding
    let ends = Double(max(abs(loss.lowest), abs(loss.lowest + loss.masses.count)))
    relativeError =
      0x1p-52
      * (64 + 2 * grid.tailTilt * ends * grid.interval + 2 * abs(scale.tilt)
        + 2 * abs(scale.tail) + 800)
  }
}
