/// How a per-example gradient becomes a bounded integer vector: PRIVACY.md section 1, steps 2, 3.
///
/// A gradient x of norm |x| is scaled by `f = min(1, C' / |x|)` with `C' = C (1 - 2^-20)` and each
/// coordinate `f x / g` is truncated toward zero. The integer vector has at most the norm
/// `S = C / g`, exactly: all rounding on the way (`f / g` to single precision, its product with a
/// coordinate, the norm itself) is below `2^-22` relative, and the slack in C' is `2^-20`;
/// truncation only shortens.
public struct Clipping: Hashable, Sendable {
  /// The clip norm C.
  public let norm: Double
  /// The real value of one integer step, g.
  public let gridStep: Double

  /// Takes a clip norm and a grid step.
  ///
  /// - Throws: ``LearningError`` with code `invalidClipping` unless both are finite, `2^-100 <=
  ///   gridStep <= 2^100` and the integer bound `norm / gridStep` lies from 1 to `2^30`.
  public init(norm: Double, gridStep: Double) throws(LearningError) {
    // The grid step's range keeps 1/g and every product far from overflow and underflow.
    guard gridStep >= 0x1p-100, gridStep <= 0x1p100, norm.isFinite, norm / gridStep >= 1,
      norm / gridStep <= 0x1p30
    else {
      throw LearningError(
        .invalidClipping, "the clip norm and the grid step do not fit 32-bit integers",
        remedy: "derive both from the plan: C > 0 and g = C / S with 1 <= S <= 2^30")
    }
    self.norm = norm
    self.gridStep = gridStep
  }

  /// The largest norm of an integer vector, S = C / g; not rounded.
  public var integerNorm: Double { norm / gridStep }

  /// C', the norm that gradients are really scaled to.
  var cappedNorm: Double { norm * (1 - 0x1p-20) }

  /// `f / g` in single precision for a gradient with that squared norm; 0 if it is not finite.
  func scale(squaredNorm: Double) -> Float {
    guard squaredNorm.isFinite else { return 0 }
    let length = squaredNorm.squareRoot()
    let factor = length > cappedNorm ? cappedNorm / length : 1
    let scale = Float(factor / gridStep)
    // A subnormal scale has fewer bits than the slack covers; such a gradient counts as zero.
    return scale.isNormal ? scale : 0
  }

  /// How many vectors can be added up in 32 bits, whatever they are.
  var vectorsPerBlock: Int { Int(Double(Int32.max) / integerNorm.rounded(.up)) }
}
