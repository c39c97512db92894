import LinearAlgebra

/// ReLU, in place: the output replaces the input, and where it is not above zero the derivative
/// is zero. Not-a-number passes, so that it is seen in the gradient.
enum Rectifier {
  static func forward(_ values: UnsafeMutablePointer<Float>, count: Int) {
    for i in 0..<count { values[i] = values[i] < 0 ? 0 : values[i] }
  }

  static func backward(
    _ output: UnsafePointer<Float>, delta: UnsafeMutablePointer<Float>, count: Int
  ) {
    for i in 0..<count { delta[i] = output[i] > 0 ? delta[i] : 0 }
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
