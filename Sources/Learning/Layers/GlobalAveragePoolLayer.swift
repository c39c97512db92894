/// The mean of each channel of an image.
struct GlobalAveragePoolLayer: Sendable {
  let channels: Int
  let pixels: Int

  func forward(_ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>) {
    for channel in 0..<channels {
      let sum = Reduction.sum(input + channel * pixels, count: pixels)
      output[channel] = Float(sum / Double(pixels))
    }
  }

  func backward(delta: UnsafePointer<Float>, inputDelta: UnsafeMutablePointer<Float>) {
    for channel in 0..<channels {
      (inputDelta + channel * pixels).update(
        repeating: delta[channel] / Float(pixels), count: pixels)
    }
  }
}
