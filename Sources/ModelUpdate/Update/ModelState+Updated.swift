extension ModelState {
  /// The state after one more step, bit for bit the same on every machine.
  ///
  /// The gradient of parameter i is `Float(Double(aggregate[i]) * (gridStep / divisor))`; all that
  /// follows is IEEE 754 single precision, in the order written here, element by element. Swift
  /// never contracts a product and a sum into one rounding unless asked to, and never reorders
  /// them, so debug and release builds and all processors agree. Subnormal numbers are kept.
  ///
  /// - Parameters:
  ///   - aggregate: the unmasked sum of all hospitals' integers, one per parameter.
  ///   - gridStep: the real value of one integer step, g of PRIVACY.md section 1.
  ///   - divisor: the public constant `q * N`, never the real number of examples.
  ///   - rule: the rule that the state was made for.
  ///   - rateFactor: what the rule's learning rate is multiplied by in this step; see
  ///     ``LearningRateSchedule``.
  /// - Throws: ``ModelUpdateError``: `sizeMismatch` if the aggregate or the state does not fit,
  ///   `invalidRule` or `invalidNumber` for unusable numbers, and `diverged` if any number of the
  ///   new state would be infinite or not a number. Then the old state stays the model; all
  ///   hospitals see the same, because they compute the same.
  public func updated(
    by aggregate: [Int64], gridStep: Double, divisor: Double, rule: UpdateRule,
    rateFactor: Double = 1
  ) throws(ModelUpdateError) -> ModelState {
    try check(fits: rule)
    guard aggregate.count == parameters.count else {
      throw ModelUpdateError(
        .sizeMismatch,
        "the sum has \(aggregate.count) numbers and the model \(parameters.count)",
        remedy: "check that sum and model belong to the same manifest")
    }
    let scale = gridStep / divisor
    guard gridStep > 0, divisor > 0, scale > 0, scale.isFinite else {
      throw ModelUpdateError(
        .invalidNumber, "the grid step or the divisor is not a positive number",
        remedy: "check clip, noise, sampling probability and nominal size in the plan")
    }
    let count = aggregate.count
    let gradient = [Float](unsafeUninitializedCapacity: count) { gradient, initialized in
      aggregate.withUnsafeBufferPointer { aggregate in
        for i in 0..<count { gradient[i] = Float(Double(aggregate[i]) * scale) }
      }
      initialized = count
    }
    return try updated(by: gradient, rule: rule, rateFactor: rateFactor)
  }

  /// The state after one more step with a gradient that is already real, for training that is not
  /// private; otherwise as ``updated(by:gridStep:divisor:rule:)``.
  ///
  /// - Throws: ``ModelUpdateError``: `sizeMismatch`, `invalidRule` or `diverged`.
  public func updated(
    by gradient: [Float], rule: UpdateRule, rateFactor: Double = 1
  ) throws(ModelUpdateError) -> ModelState {
    try check(fits: rule)
    guard gradient.count == parameters.count else {
      throw ModelUpdateError(
        .sizeMismatch,
        "the gradient has \(gradient.count) numbers and the model \(parameters.count)",
        remedy: "compute the gradient with the model's own architecture")
    }
    var next = self
    next.step += 1
    switch rule {
    case .sgd(let learningRate, let momentum):
      next.descend(
        rate: Float(learningRate.value * rateFactor), momentum: Float(momentum.value), gradient)
    case .adam(let learningRate, let beta1, let beta2, let epsilon):
      next.betaPowers[0] *= beta1.value
      next.betaPowers[1] *= beta2.value
      next.adapt(
        AdamStep(
          rate: Float(learningRate.value * rateFactor / (1 - next.betaPowers[0])),
          beta1: Float(beta1.value), rest1: Float(1 - beta1.value),
          beta2: Float(beta2.value), rest2: Float(1 - beta2.value),
          rootScale: Float(1 / (1 - next.betaPowers[1]).squareRoot()),
          epsilon: Float(epsilon.value)),
        gradient)
    }
    for values in [next.parameters] + next.moments {
      guard values.allAreFinite else {
        throw ModelUpdateError(
          .diverged, "step \(next.step) makes a parameter or moment infinite or not a number",
          remedy: "lower the learning rate or the clip norm in a new plan")
      }
    }
    return next
  }

  private func check(fits rule: UpdateRule) throws(ModelUpdateError) {
    try rule.validate()
    guard moments.count == rule.moments.count, betaPowers.count == rule.betas.count,
      moments.allSatisfy({ $0.count == parameters.count })
    else {
      throw ModelUpdateError(
        .sizeMismatch, "the state was made for another update rule",
        remedy: "use the rule of the manifest under which the model began")
    }
  }

  private mutating func descend(rate: Float, momentum: Float, _ gradient: [Float]) {
    let count = parameters.count
    gradient.withUnsafeBufferPointer { g in
      parameters.withUnsafeMutableBufferPointer { w in
        if moments.isEmpty {
          for i in 0..<count { w[i] = w[i] - rate * g[i] }
        } else {
          moments[0].withUnsafeMutableBufferPointer { m in
            for i in 0..<count {
              m[i] = momentum * m[i] + g[i]
              w[i] = w[i] - rate * m[i]
            }
          }
        }
      }
    }
  }

  private mutating func adapt(_ step: AdamStep, _ gradient: [Float]) {
    let count = parameters.count
    var first = moments[0]
    var second = moments[1]
    moments = []
    gradient.withUnsafeBufferPointer { gradient in
      parameters.withUnsafeMutableBufferPointer { parameters in
        first.withUnsafeMutableBufferPointer { first in
          second.withUnsafeMutableBufferPointer { second in
            guard let g = gradient.baseAddress, let w = parameters.baseAddress,
              let m = first.baseAddress, let v = second.baseAddress
            else { return }
            step.apply(count, gradient: g, parameters: w, first: m, second: v)
          }
        }
      }
    }
    moments = [first, second]
  }
}

extension [Float] {
  fileprivate var allAreFinite: Bool {
    withUnsafeBufferPointer { values in
      var worst: UInt32 = 0
      for value in values { worst = Swift.max(worst, value.bitPattern & 0x7FFF_FFFF) }
      return worst < Float.infinity.bitPattern
    }
  }
}
