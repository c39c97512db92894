/// Group normalisation of one image (Wu and He 2018).
struct GroupNormLayer: Sendable {
  let channels: Int
  let pixels: Int
  let groups: Int
  /// Where scales and shifts start among the parameters.
  let scales: Int
  let shifts: Int

  private static let epsilon = 1e-5

  private var channelsPerGroup: Int { channels / groups }

  func forward(
    _ parameters: UnsafePointer<Float>, _ input: UnsafePointer<Float>,
    _ output: UnsafeMutablePointer<Float>
  ) {
    for group in 0..<groups {
      let (mean, inverse) = moments(of: group, input)
      for channel in group * channelsPerGroup..<(group + 1) * channelsPerGroup {
        let source = input + channel * pixels
        let target = output + channel * pixels
        let scale = parameters[scales + channel]
        let shift = parameters[shifts + channel]
        for i in 0..<pixels { target[i] = (source[i] - mean) * inverse * scale + shift }
      }
    }
  }

  /// Overwrites this layer's part of `gradient`, and `inputDelta`.
  func backward(
    _ parameters: UnsafePointer<Float>, _ input: UnsafePointer<Float>,
    delta: UnsafePointer<Float>, inputDelta: UnsafeMutablePointer<Float>,
    gradient: UnsafeMutablePointer<Float>
  ) {
    let count = Double(channelsPerGroup * pixels)
    for group in 0..<groups {
      let (mean, inverse) = moments(of: group, input)
      let channelRange = group * channelsPerGroup..<(group + 1) * channelsPerGroup
      // Means over the group of delta * scale, alone and times the normalised input.
      var plain = 0.0
      var weighted = 0.0
      for channel in channelRange {
        let (source, error) = (input + channel * pixels, delta + channel * pixels)
        let (sum, raw) = Reduction.sums(error, times: source, count: pixels)
        let products = (raw - sum * Double(mean)) * Double(inverse)
        gradient[scales + channel] = Float(products)
        gradient[shifts + channel] = Float(sum)
        plain += sum * Double(parameters[scales + channel])
        weighted += products * Double(parameters[scales + channel])
      }
      let meanDelta = Float(plain / count)
      let meanProduct = Float(weighted / count)
      for channel in channelRange {
        let (source, error) = (input + channel * pixels, delta + channel * pixels)
        let target = inputDelta + channel * pixels
        let scale = parameters[scales + channel]
        for i in 0..<pixels {
          let normalised = (source[i] - mean) * inverse
          target[i] = inverse * (scale * error[i] - meanDelta - normalised * meanProduct)
        }
      }
    }
  }

  /// The mean of a group and one over its standard deviation. A group is contiguous.
  private func moments(of group: Int, _ input: UnsafePointer<Float>) -> (Float, Float) {
    let count = channelsPerGroup * pixels
    let values = input + group * count
    let (sum, squares) = Reduction.sums(values, times: values, count: count)
    let (mean, meanSquare) = (sum / Double(count), squares / Double(count))
    // The difference loses digits only where the group is nearly constant, and epsilon rules there.
    let variance = max(0, meanSquare - mean * mean)
    return (Float(mean), Float(1 / (variance + Self.epsilon).squareRoot()))
  }
}
