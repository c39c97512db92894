import Foundation
import Learning
import ModelUpdate

/// A case of gradients.json: a model, examples, and PyTorch's loss and gradient of each.
struct GradientVector: Decodable {
  let name: String
  let architecture: Architecture
  let parameters: [Float]
  let features: [Float]
  let labels: [Int]
  let losses: [Double]
  let gradients: [[Double]]

  private struct File: Decodable {
    let source: String
    let cases: [GradientVector]
  }

  static func load() throws -> [GradientVector] {
    let url = Bundle.module.bundleURL.appendingPathComponent("Vectors/gradients.json")
    return try JSONDecoder().decode(File.self, from: Data(contentsOf: url)).cases
  }

  func examples() throws -> LabelledExamples {
    let isSoftmax = architecture.loss == .softmaxCrossEntropy
    return try LabelledExamples(
      shape: architecture.input, features: features,
      labels: isSoftmax ? .classes(labels) : .multiHot(labels.map { UInt8($0) }),
      outputs: architecture.outputs)
  }
}
