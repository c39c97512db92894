import Foundation
import ModelUpdate

/// Loss, derivative and probabilities from the outputs of one example, in double precision.
struct OutputLoss {
  let loss: Loss
  let outputs: Int
  /// ``Architecture/classWeights``; empty for none.
  let weights: [Double]

  /// Writes the derivative of the loss by each output and returns the loss in nats.
  ///
  /// - Parameters:
  ///   - values: the outputs of the example, `stride` apart.
  ///   - isOn: whether an output should be 1.
  ///   - delta: the derivatives, `stride` apart; nil if only the loss is wanted.
  func evaluate(
    _ values: UnsafePointer<Float>, stride: Int, delta: UnsafeMutablePointer<Float>?,
    isOn: (Int) -> Bool
  ) -> Double {
    var total = 0.0
    switch loss {
    case .softmaxCrossEntropy:
      let (highest, sum) = normaliser(values, stride: stride)
      let weight = weights.isEmpty ? 1 : (0..<outputs).first(where: isOn).map { weights[$0] } ?? 1
      for output in 0..<outputs {
        let shifted = Double(values[output * stride]) - highest
        let target = isOn(output)
        if target { total = weight * (log(sum) - shifted) }
        delta?[output * stride] = Float(weight * (exp(shifted) / sum - (target ? 1 : 0)))
      }
    case .sigmoidCrossEntropy:
      for output in 0..<outputs {
        let value = Double(values[output * stride])
        let target = isOn(output) ? 1.0 : 0.0
        let weight = target == 1 && !weights.isEmpty ? weights[output] : 1
        total += weight * (max(value, 0) - value * target + log1p(exp(-abs(value))))
        delta?[output * stride] = Float(weight * (1 / (1 + exp(-value)) - target))
      }
    }
    return total
  }

  /// Writes the probability of each class or label without gaps.
  func probabilities(
    _ values: UnsafePointer<Float>, stride: Int, into target: UnsafeMutablePointer<Float>
  ) {
    let (highest, sum) =
      loss == .softmaxCrossEntropy ? normaliser(values, stride: stride) : (0, 1)
    for output in 0..<outputs {
      let value = Double(values[output * stride])
      switch loss {
      case .softmaxCrossEntropy: target[output] = Float(exp(value - highest) / sum)
      case .sigmoidCrossEntropy: target[output] = Float(1 / (1 + exp(-value)))
      }
    }
  }

  /// The highest output, and the sum of `exp(output - highest)`.
  private func normaliser(_ values: UnsafePointer<Float>, stride: Int) -> (Double, Double) {
    var highest = Double(values[0])
    for output in 1..<outputs { highest = max(highest, Double(values[output * stride])) }
    var sum = 0.0
    for output in 0..<outputs { sum += exp(Double(values[output * stride]) - highest) }
    return (highest, sum)
  }
}
