import Foundation
import Learning
import ModelExchange
import ModelUpdate
import Sodium
import Testing

@Suite("Exported ONNX")
struct ONNXTests {
  /// A model, the digest of the ONNX file that onnxruntime has run, and what it gave.
  struct Vector: Decodable {
    let name: String
    let model: Data
    let onnx: String
    let inputs: [Float]
    let probabilities: [Float]

    private struct File: Decodable { let cases: [Vector] }

    static func load() throws -> [Vector] {
      let url = Bundle.module.bundleURL.appendingPathComponent("Vectors/onnx.json")
      return try JSONDecoder().decode(File.self, from: Data(contentsOf: url)).cases
    }
  }

  @Test("The learner gives what onnxruntime gave for the same bytes")
  func vectors() throws {
    let vectors = try Vector.load()
    #expect(vectors.count >= 7)
    for vector in vectors {
      let model = try PortableModel(safeTensors: Array(vector.model))
      #expect(
        Digest(hashing: try model.onnx()).hex == vector.onnx,
        "\(vector.name): other bytes than were checked; run Scripts/check-onnx --vectors")
      let ours = try probabilities(model, vector.inputs)
      #expect(ours.count == vector.probabilities.count && ours.count >= 8)
      for (own, other) in zip(ours, vector.probabilities) {
        #expect(abs(own - other) <= 1e-5, "\(vector.name)")
      }
    }
  }

  @Test("Input, output, metadata and operators are what the standard and the documentation say")
  func structure() throws {
    let model = try SmallModel.image(layers: [
      .convolution(filters: 4, kernel: 5, stride: 2), .groupNorm(groups: 2), .relu,
      .maxPool(size: 2), .dense(units: 3), .relu,
    ])
    let file = try ONNXReader(try model.onnx())
    #expect(file.opset == 17)
    #expect(file.input == "input" && file.inputShape == ["N", "1", "9", "9"])
    #expect(file.output == "probabilities" && file.outputShape == ["N", "3"])
    #expect(
      file.operators == [
        "Conv", "Reshape", "InstanceNormalization", "Reshape", "Mul", "Add", "Relu", "MaxPool",
        "Flatten", "Gemm", "Relu", "Gemm", "Softmax",
      ])
    #expect(file.metadata["classes"] == #"["a","b","c"]"#)
    #expect(file.metadata["origin"]?.contains(#""round":3"#) ?? false)
    // Every tensor of the layout, with its own numbers.
    for tensor in try ParameterLayout(model.architecture).tensors {
      let found = try #require(file.constants[tensor.name], "\(tensor.name)")
      #expect(found == Array(model.parameters[tensor.range]))
    }
    // Each node reads what is there before it.
    var known = Set(file.constants.keys).union(file.lists).union(["input"])
    for node in file.nodes {
      #expect(node.inputs.allSatisfy(known.contains), "\(node.operation)")
      #expect(known.insert(node.output).inserted)
    }
    #expect(file.nodes.last?.output == "probabilities")
  }

  @Test("A table's standardisation is in the graph, a sigmoid at its end")
  func tables() throws {
    let model = try SmallModel.table(hidden: [], loss: .sigmoidCrossEntropy)
    let file = try ONNXReader(try model.onnx())
    #expect(file.operators == ["Sub", "Mul", "Gemm", "Sigmoid"])
    #expect(file.inputShape == ["N", "4"])
    #expect(file.constants["standardisation.mean"] == [0.4375, 0, 0, 0])
    #expect(file.constants["standardisation.scale"] == [Float(1 / 0.3), 1, 1, 1])
    #expect(file.metadata["inputs"] == #"["age","age missing","sex=f","sex=m"]"#)
  }

  private func probabilities(_ model: PortableModel, _ inputs: [Float]) throws -> [Float] {
    let architecture = model.architecture
    let (size, outputs) = (architecture.inputCount, architecture.outputs)
    var values = inputs
    for input in model.standardisation {
      for place in stride(from: input.input, to: values.count, by: size) {
        values[place] = (values[place] - input.shift) * input.scale
      }
    }
    let count = inputs.count / size
    let labels: Labels =
      architecture.loss == .softmaxCrossEntropy
      ? .classes(Array(repeating: 0, count: count))
      : .multiHot(Array(repeating: 0, count: count * outputs))
    return try Learner(architecture).probabilities(
      parameters: model.parameters,
      examples: LabelledExamples(
        shape: architecture.input, features: values, labels: labels, outputs: outputs))
  }
}
