/// One member's noise in a round: a base that stays, and layers that come off again where they are
/// not needed.
///
/// The noise has to suffice for the smallest set that may be opened, m members of whom c collude.
/// Where more are in the set, more honest noises are in the sum than were counted on; the excess
/// is in layers whose seeds are shared, and opened with the set (Jiang, Wang and Chen, "Dordis",
/// EuroSys 2024, call it XNoise). With k members in the set each one's noise has the variance
///
///     v_k = s^2 h / (k - c), rounded up to a multiple of s;   h = m - c,   v_m = s^2
///
/// so that the k - c honest noises always have s^2 h together, whoever is there. Layer i, from 0,
/// has the variance v_(m+i) - v_(m+i+1) and comes off where the set has more than m + i members.
public struct LayeredNoise: Hashable, Sendable {
  /// What never comes off: v_n, drawn by each member alone.
  public let base: DiscreteGaussian
  /// What may come off, in the order in which it does as the set grows.
  public let layers: [DiscreteGaussian]

  private let members: Int
  private let smallestSet: Int
  /// s^2 h / (n - c), rounded down.
  private let least: Int64

  /// The noise of each member of a roster.
  ///
  /// - Parameters:
  ///   - log2Scale: k with s = 2^k, the scale of a noise that stays whole.
  ///   - members: n, of the roster.
  ///   - smallestSet: m.
  ///   - colluders: c.
  ///   - isLayered: whether excess comes off; otherwise the base is all.
  /// - Throws: `invalidShares` unless c < m <= n, `invalidScale`.
  public init(
    log2Scale: Int, members: Int, smallestSet: Int, colluders: Int, isLayered: Bool
  ) throws(DifferentialPrivacyError) {
    guard IntegerGrid.log2Scales.contains(log2Scale) else {
      throw DifferentialPrivacyError(
        .invalidScale, "the noise scale 2^\(log2Scale) is outside 2^3 to 2^24",
        remedy: "use 2^16 with the 32-bit ring, 2^20 with the 64-bit ring")
    }
    guard colluders >= 0, colluders < smallestSet, smallestSet <= members, members <= 1 << 14 else {
      throw DifferentialPrivacyError(
        .invalidShares,
        "\(members) members with sets from \(smallestSet) and \(colluders) colluders have no noise",
        remedy: "check the roster of the round")
    }
    self.members = members
    self.smallestSet = smallestSet
    let scale: Int64 = 1 << Int64(log2Scale)
    let honest = Int64(smallestSet - colluders)
    let sizes = isLayered ? Array(smallestSet...members) : [smallestSet]
    // s^2 h is at most 2^62, and no layer is empty.
    let variances = sizes.map { size in
      let honestThere = Int64(size - colluders)
      return (scale * honest + honestThere - 1) / honestThere * scale
    }
    base = try DiscreteGaussian(variance: variances[variances.count - 1])
    var layers: [DiscreteGaussian] = []
    for (before, after) in zip(variances, variances.dropFirst()) {
      layers.append(try DiscreteGaussian(variance: before - after))
    }
    self.layers = layers
    least = scale * scale * honest / Int64(members - colluders)
  }

  /// How many layers come off where so many members are in the set.
  public func removed(present: Int) -> Int {
    min(layers.count, max(0, present - smallestSet))
  }

  /// What a ledger says of the noise in a sum: the shares, and the variance of each in squares of
  /// grid steps.
  ///
  /// - Parameter present: the members of the set; `nil` while it is not known. Against a coalition
  ///   all sets have s^2 h at least; against everybody else the largest set has least.
  public func counted(present: Int?) -> (variance: Int64, shares: Int) {
    if let present { return (variance(present: present), present) }
    guard !layers.isEmpty else { return (base.variance, smallestSet) }
    return (least, members)
  }

  /// The variance of each noise in the sum of a set, in squares of grid steps.
  ///
  /// - Parameter present: the members of the set, m to n.
  public func variance(present: Int) -> Int64 {
    layers.dropFirst(removed(present: present)).reduce(base.variance) { $0 + $1.variance }
  }
}
