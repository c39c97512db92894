/// The integer grid of clipped gradients: how clip norm, noise and ring fit together.
///
/// The noise is fixed and the grid follows: every hospital adds discrete Gaussian noise of standard
/// deviation s = 2^k grid steps, and the step is chosen so that the `honestShares` that are counted
/// on make the noise multiplier z. A sum of integers has an exact sensitivity; a sum of floats has
/// none. Only operations that IEEE 754 rounds correctly are used, so every machine gets the same
/// bits.
public struct IntegerGrid: Hashable, Sendable {
  /// The scales that the proof covers: from s = 8 on, the discrete Gaussian's privacy differs from
  /// the Gaussian's by less than 10^-57.
  public static let log2Scales = 3...24

  /// C: the bound on the L2 norm of one record's gradient.
  public let clipNorm: Double
  /// z: the noise multiplier of the plan. The counted shares together make at least this much.
  public let noiseMultiplier: Double
  /// k: each hospital's noise has standard deviation 2^k steps.
  public let log2Scale: Int
  /// h: the noise shares that are counted on.
  public let honestShares: Int
  /// S = floor(s sqrt(h) / z): the integer bound on one record's L2 norm, in steps.
  public let sensitivity: Int64

  /// Fixes the grid.
  ///
  /// - Parameters:
  ///   - clipNorm: C > 0, in units of the gradient.
  ///   - noiseMultiplier: z > 0.
  ///   - log2Scale: k; see ``log2Scale(ringBits:)``.
  ///   - honestShares: h >= 1: the members of the smallest set that may be opened, less the
  ///     colluders that are tolerated.
  /// - Throws: ``DifferentialPrivacyError`` for impossible numbers, and for noise so strong that
  ///   one record would be less than one step.
  public init(
    clipNorm: Double, noiseMultiplier: Double, log2Scale: Int, honestShares: Int
  ) throws(DifferentialPrivacyError) {
    guard clipNorm.isNormal, clipNorm > 0, clipNorm <= 0x1p60, clipNorm >= 0x1p-60 else {
      throw DifferentialPrivacyError(
        .invalidClipNorm, "the clip norm is not a usable positive number",
        remedy: "set the plan's clip norm, for instance 1.0")
    }
    guard noiseMultiplier > 0, noiseMultiplier.isFinite else {
      throw DifferentialPrivacyError(
        .invalidNoiseMultiplier, "the noise multiplier is not a positive number",
        remedy: "set the plan's noise multiplier, for instance 1.1")
    }
    guard Self.log2Scales.contains(log2Scale) else {
      throw DifferentialPrivacyError(
        .invalidScale, "the noise scale 2^\(log2Scale) is outside 2^3 to 2^24",
        remedy: "use 2^16 with the 32-bit ring, 2^20 with the 64-bit ring")
    }
    guard honestShares >= 1, honestShares <= 1 << 20 else {
      throw DifferentialPrivacyError(
        .invalidShares, "\(honestShares) honest noise shares are counted on, not 1 to 2^20",
        remedy: "let more hospitals take part, or tolerate fewer colluders")
    }
    let noise = Self.scale(log2Scale) * Double(honestShares).squareRoot()
    var bound = (noise / noiseMultiplier).rounded(.down)
    // The quotient may have been rounded up to a whole number; less noise than z is never counted.
    while bound >= 1, bound < 0x1p53, noise / bound < noiseMultiplier { bound -= 1 }
    guard bound >= 1, bound <= 0x1p53 - 1 else {
      throw DifferentialPrivacyError(
        .invalidNoiseMultiplier,
        "the noise multiplier \(noiseMultiplier) leaves no usable integer grid",
        remedy: "use a noise multiplier between 0.01 and 1000")
    }
    self.clipNorm = clipNorm
    self.noiseMultiplier = noiseMultiplier
    self.log2Scale = log2Scale
    self.honestShares = honestShares
    sensitivity = Int64(bound)
  }

  /// The scale for a ring: 16 for Z_2^32, 20 for Z_2^64.
  ///
  /// - Throws: `invalidRing` for any other width.
  public static func log2Scale(ringBits: Int) throws(DifferentialPrivacyError) -> Int {
    switch ringBits {
    case 32: return 16
    case 64: return 20
    default: throw Self.invalidRing(ringBits)
    }
  }

  /// g = C / S: the real value of one grid step.
  public var step: Double { clipNorm / Double(sensitivity) }

  /// C' = C (1 - 2^-20): what gradients are clipped to, so that the rounding errors of norm and
  /// factor never carry a record above C.
  public var clipTarget: Double { clipNorm * (1 - 0x1p-20) }

  /// s sqrt(shares) / S: the noise multiplier when so many noises are in the sum.
  public func effectiveNoiseMultiplier(shares: Int) -> Double {
    Self.scale(log2Scale) * Double(max(0, shares)).squareRoot() / Double(sensitivity)
  }

  static func scale(_ log2Scale: Int) -> Double {
    Double(sign: .plus, exponent: log2Scale, significand: 1)
  }

  static func invalidRing(_ bits: Int) -> DifferentialPrivacyError {
    DifferentialPrivacyError(
      .invalidRing, "there is no ring of \(bits) bits", remedy: "set the plan's ring to 32 or 64")
  }
}
