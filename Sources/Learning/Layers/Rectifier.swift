import LinearAlgebra

/// ReLU, in place: the output replaces the input, and where it is not above zero the derivative
/// is zero. Not-a-number passes, so that it is seen in the gradient.
enum Rectifier {
  static func forward(_ values: UnsafeMutablePointer<Float>, count: Int) {
    for i in 0..<count {
      let value = values[i]
      values[i] = value < 0 ? 0 : value
    }
  }

  static func backward(
    _ output: UnsafePointer<Float>, delta: UnsafeMutablePointer<Float>, count: Int
  ) {
    for i in 0..<count {
      // Read whatever the output is: without a branch the loop becomes SIMD.
      let (above, value) = (output[i], delta[i])
      delta[i] = above > 0 ? value : 0
    }
  }

  static func forward(_ values: UnsafeMutablePointer<LaneProduct.Lanes>, count: Int) {
    let zero = LaneProduct.Lanes(repeating: 0)
    for i in 0..<count { values[i].replace(with: zero, where: values[i] .< zero) }
  }

  static func backward(
    _ output: UnsafePointer<LaneProduct.Lanes>, delta: UnsafeMutablePointer<LaneProduct.Lanes>,
    count: Int
  ) {
    let zero = LaneProduct.Lanes(repeating: 0)
    for i in 0..<count { delta[i].replace(with: zero, where: .!(output[i] .> zero)) }
  }
}
