/// Adam's constants of one step, in single precision.
///
/// Both bias corrections are in the constants (Kingma and Ba 2015, end of section 2; as PyTorch
/// does), which leaves one root and one quotient per parameter.
struct AdamStep {
  /// learningRate / (1 - beta1^step), rounded once from double precision.
  let rate: Float
  let beta1: Float
  /// 1 - beta1, rounded once.
  let rest1: Float
  let beta2: Float
  /// 1 - beta2, rounded once.
  let rest2: Float
  /// 1 / sqrt(1 - beta2^step), rounded once from double precision.
  let rootScale: Float
  let epsilon: Float

  /// Changes `count` parameters and their moments in place. The order of operations is part of the
  /// format: every line rounds after each operation, as written.
  func apply(
    _ count: Int, gradient: UnsafePointer<Float>, parameters: UnsafeMutablePointer<Float>,
    first: UnsafeMutablePointer<Float>, second: UnsafeMutablePointer<Float>
  ) {
    for i in 0..<count {
      let g = gradient[i]
      let m = beta1 * first[i] + rest1 * g
      let v = beta2 * second[i] + rest2 * (g * g)
      first[i] = m
      second[i] = v
      parameters[i] = parameters[i] - (rate * m) / (v.squareRoot() * rootScale + epsilon)
    }
  }
}
