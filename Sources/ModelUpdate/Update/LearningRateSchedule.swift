/// How the learning rate changes over the rounds that train: by what it is multiplied.
public struct LearningRateSchedule: Hashable, Sendable {
  /// What happens after the warm-up.
  public enum Decay: Hashable, Sendable {
    /// The rate stays.
    case constant
    /// Half a cosine from 1 to `floor` (Loshchilov and Hutter 2017, without restarts).
    case cosine(floor: Real)
    /// Multiplied by `factor` after every so many steps.
    case step(every: Int, factor: Real)
  }

  /// What happens after the warm-up.
  public var decay: Decay
  /// Steps over which the rate rises in equal parts: step i of them has `i / warmUp`.
  public var warmUp: Int

  /// Makes a schedule.
  public init(_ decay: Decay, warmUp: Int = 0) {
    self.decay = decay
    self.warmUp = warmUp
  }

  /// Checks the ranges.
  ///
  /// - Parameter steps: of the whole training.
  /// - Throws: ``ModelUpdateError`` with code `invalidRule` that names the field.
  public func validate(steps: Int) throws(ModelUpdateError) {
    func check(_ holds: Bool, _ what: String, _ remedy: String) throws(ModelUpdateError) {
      if !holds { throw ModelUpdateError(.invalidRule, what, remedy: remedy) }
    }
    try check(
      warmUp >= 0 && warmUp < steps, "warmUp is \(warmUp) of \(steps) steps",
      "use less than the rounds of training")
    switch decay {
    case .constant: break
    case .cosine(let floor):
      try check((0...1).contains(floor.value), "floor is \(floor)", "use a number from 0 to 1")
    case .step(let every, let factor):
      try check((1...steps).contains(every), "every is \(every)", "use 1 to \(steps)")
      try check(
        factor.value > 0 && factor.value <= 1, "factor is \(factor)",
        "use a number above 0, at most 1")
    }
  }

  /// What the learning rate of a step is multiplied by; the same bits on every machine, because
  /// only sums, products and quotients are used.
  ///
  /// - Parameters:
  ///   - step: the steps that were made before it.
  ///   - steps: of the whole training; after them the last factor stays.
  public func factor(step: Int, of steps: Int) -> Double {
    guard step >= warmUp else { return Double(step + 1) / Double(warmUp) }
    let done = step - warmUp
    switch decay {
    case .constant: return 1
    case .cosine(let floor):
      let length = max(steps - warmUp, 1)
      let share = Double(min(done, length)) / Double(length)
      return floor.value + (1 - floor.value) * ((1 + HalfTurnCosine.at(share)) * 0.5)
    case .step(let every, let factor):
      var product = 1.0
      for _ in 0..<done / every { product *= factor.value }
      return product
    }
  }
}
