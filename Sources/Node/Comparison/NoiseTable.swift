/// The noise of private arms. Finding it takes a while, and it is the same for every seed unless
/// hospitals have other sizes.
struct NoiseTable {
  private struct Key: Hashable {
    let epsilon: Double
    /// Records of the one hospital, and of all; nil for all hospitals together.
    let size: Int?
    let total: Int?
  }

  private var found: [Key: ArmPrivacy] = [:]

  /// What an arm trains with: nothing without privacy, one plan for all hospitals together, or one
  /// for each.
  mutating func privacy(of arm: Arm, plans: ArmPlans, sizes: [Int]) throws -> [ArmPrivacy] {
    func look(_ key: Key, _ make: () throws -> ArmPrivacy) throws -> ArmPrivacy {
      var privacy = try found[key] ?? make()
      found[key] = privacy
      // The seed of the initial model is not part of the noise.
      privacy.plan.training.seed = plans.base.training.seed
      return privacy
    }
    switch arm {
    case .alone, .pooled, .collaborative: return []
    case .decaph(let epsilon):
      return [
        try look(Key(epsilon: epsilon, size: nil, total: nil)) {
          try plans.decaph(epsilon: epsilon)
        }
      ]
    case .localNoise(let epsilon):
      let total = sizes.reduce(0, +)
      let batch = plans.base.training.samplingRate.value * Double(total) / Double(sizes.count)
      return try sizes.map { size in
        try look(Key(epsilon: epsilon, size: size, total: total)) {
          try plans.local(records: size, batch: batch, epsilon: epsilon)
        }
      }
    }
  }
}
