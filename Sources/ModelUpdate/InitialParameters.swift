/// The parameters a consortium starts from.
public enum InitialParameters {
  /// Draws the parameters of a model from a seed, bit for bit the same on every machine.
  ///
  /// Weights are uniform in (-b, b): `b = sqrt(6 / inputs)` (He et al. 2015), and for the last
  /// layer `b = sqrt(6 / (inputs + outputs))` (Glorot and Bengio 2010), where a convolution has
  /// `channels * kernel^2` inputs. Biases are 0; group normalisation starts as scale 1, shift 0.
  /// Number i of tensor t is made from 24 bits of SplitMix64 (Steele, Lea and Flood 2014), so that
  /// the only floating-point operations are one division, one square root and one product, each
  /// correctly rounded.
  ///
  /// - Returns: one number per parameter, in the order of ``ParameterLayout``.
  /// - Throws: ``ModelUpdateError`` with code `invalidArchitecture`.
  public static func make(
    _ architecture: Architecture, seed: UInt64
  ) throws(ModelUpdateError) -> [Float] {
    guard architecture.tensors == nil else {
      throw Architecture.refusal(
        "a model of a trainer's own tensors has no seed", "start from a file with all of them")
    }
    let layout = try ParameterLayout(architecture)
    var parameters = [Float](repeating: 0, count: layout.count)
    for (index, tensor) in layout.tensors.enumerated() where tensor.name.hasSuffix("weight") {
      if tensor.shape.count == 1 {
        for i in tensor.range { parameters[i] = 1 }
        continue
      }
      let inputs = tensor.count / tensor.shape[0]
      let isLast = tensor.layer == architecture.layers.count - 1
      let fan = isLast ? inputs + tensor.shape[0] : inputs
      let bound = (6 / Float(fan)).squareRoot()
      var generator = SplitMix64(state: SplitMix64.mix(seed &+ SplitMix64.mix(UInt64(index) + 1)))
      for i in tensor.range {
        // An odd number between -2^24 and 2^24: exact as a Float, symmetric, never zero.
        let odd = Int32(truncatingIfNeeded: generator.next() >> 40) * 2 - 0xFF_FFFF
        parameters[i] = (Float(odd) * 0x1p-24) * bound
      }
    }
    return parameters
  }
}
