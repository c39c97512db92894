import Foundation
import ModelUpdate
import Testing

@Suite("Architectures")
struct ArchitectureTests {
  @Test("The JSON form has kinds and integers, and reads back")
  func coding() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let architecture = Architecture(
      input: [1, 8, 8],
      layers: [
        .convolution(filters: 4, kernel: 3, stride: 2), .groupNorm(groups: 2), .relu,
        .maxPool(size: 2), .dense(units: 3),
      ],
      loss: .sigmoidCrossEntropy, outputs: 3)
    let json = try encoder.encode(architecture)
    #expect(
      String(decoding: json, as: UTF8.self) == """
        {"input":[1,8,8],"layers":[\
        {"filters":4,"kernel":3,"kind":"convolution","stride":2},\
        {"groups":2,"kind":"groupNorm"},{"kind":"relu"},{"kind":"maxPool","size":2},\
        {"kind":"dense","units":3}],"loss":"sigmoid-cross-entropy","outputs":3}
        """)
    #expect(try JSONDecoder().decode(Architecture.self, from: json) == architecture)
  }

  @Test(
    "Layers with other fields are refused",
    arguments: [
      #"{"kind":"relu","units":3}"#, #"{"kind":"dense"}"#, #"{"kind":"dense","units":1.5}"#,
      #"{"kind":"dense","units":3,"bias":0}"#, #"{"kind":"softmax"}"#, #"{"units":3}"#,
      #"{"kind":"convolution","filters":3,"kernel":3,"stride":null}"#,
    ])
  func strayFields(json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Layer.self, from: Data(json.utf8))
    }
  }

  @Test("A stride that is left out is 1")
  func stride() throws {
    let json = #"{"kind":"convolution","filters":4,"kernel":3}"#
    #expect(
      try JSONDecoder().decode(Layer.self, from: Data(json.utf8))
        == .convolution(filters: 4, kernel: 3, stride: 1))
  }

  @Test("Shapes and layout of a layer of every kind")
  func layout() throws {
    #expect(
      try everyKind.shapes() == [
        [1, 8, 8], [4, 8, 8], [4, 8, 8], [4, 8, 8], [4, 4, 4], [11], [11], [3],
      ])
    let layout = try ParameterLayout(everyKind)
    #expect(
      layout.tensors.map(\.name) == [
        "0.weight", "0.bias", "1.weight", "1.bias", "4.weight", "4.bias", "6.weight", "6.bias",
      ])
    #expect(
      layout.tensors.map(\.shape) == [[4, 1, 3, 3], [4], [4], [4], [11, 64], [11], [3, 11], [3]])
    #expect(layout.tensors.map(\.offset) == [0, 36, 40, 44, 48, 752, 763, 796])
    #expect(layout.count == 799)
  }

  @Test("A residual network has torchvision's tensors, and its JSON reads back")
  func residual() throws {
    var architecture = Architecture.residual(
      input: [1, 64, 64], filters: [8, 16], groups: 4, outputs: 3)
    architecture.classWeights = [1.0, 2.5, 1.0]
    #expect(
      try architecture.shapes() == [
        [1, 64, 64], [8, 32, 32], [8, 32, 32], [8, 32, 32], [8, 16, 16], [8, 16, 16], [16, 8, 8],
        [16], [3],
      ])
    let layout = try ParameterLayout(architecture)
    #expect(
      layout.tensors.filter { $0.layer == 5 }.map(\.name) == [
        "5.conv1.weight", "5.norm1.weight", "5.norm1.bias", "5.conv2.weight", "5.norm2.weight",
        "5.norm2.bias", "5.downsample.0.weight", "5.downsample.1.weight", "5.downsample.1.bias",
      ])
    #expect(layout.tensors.filter { $0.layer == 4 }.count == 6)
    #expect(
      layout.tensors.filter { $0.layer == 5 }.map(\.shape) == [
        [16, 8, 3, 3], [16], [16], [16, 16, 3, 3], [16], [16], [16, 8, 1, 1], [16], [16],
      ])
    let json = try JSONEncoder().encode(architecture)
    #expect(try JSONDecoder().decode(Architecture.self, from: json) == architecture)
  }

  @Test("The network of the speed goals has 548,099 parameters")
  func preset() throws {
    let network = Architecture.convolutional(input: [1, 64, 64], outputs: 3)
    #expect(try ParameterLayout(network).count == 548_099)
    #expect(
      try ParameterLayout(.logisticRegression(input: [10], outputs: 3)).count == 33)
    #expect(
      try ParameterLayout(.perceptron(input: [436], hidden: [300, 100], outputs: 2)).count
        == 161_402)
  }

  /// One wrong field, and what the message must name.
  static let faults: [(architecture: Architecture, names: String)] = {
    func image(_ layer: Layer) -> Architecture {
      Architecture(
        input: [3, 8, 9], layers: [.relu, layer, .dense(units: 2)], loss: .softmaxCrossEntropy,
        outputs: 2)
    }
    var inputs = [
      [], [0], [2, 2], [1, 2, 3, 4], [1, -8, 8], [50_000_001], [1 << 40, 1 << 40, 1],
    ]
    .map { ($0, "input") }
    inputs.append(([.max, .max, .max], "input"))
    return inputs.map { (.logisticRegression(input: $0.0, outputs: 2), $0.1) } + [
      (.logisticRegression(input: [4], outputs: 1), "outputs"),
      (.logisticRegression(input: [4], outputs: 0, loss: .sigmoidCrossEntropy), "outputs"),
      (Architecture(input: [4], layers: [], loss: .softmaxCrossEntropy, outputs: 2), "layers"),
      (
        Architecture(
          input: [4], layers: Array(repeating: .relu, count: 256) + [.dense(units: 2)],
          loss: .softmaxCrossEntropy, outputs: 2), "layers"
      ),
      (
        Architecture(
          input: [4], layers: [.dense(units: 3)], loss: .softmaxCrossEntropy, outputs: 2),
        "layers[0]"
      ),
      (
        Architecture(
          input: [4], layers: [.dense(units: 2), .relu], loss: .softmaxCrossEntropy, outputs: 2),
        "layers[1]"
      ),
      (image(.convolution(filters: 0, kernel: 3)), "layers[1] (convolution): filters"),
      (image(.convolution(filters: .max, kernel: 3)), "layers[1] (convolution): filters"),
      (image(.convolution(filters: 1_000_000, kernel: 3)), "layers[1] (convolution): its output"),
      (image(.convolution(filters: 4, kernel: 2)), "layers[1] (convolution): kernel"),
      (image(.convolution(filters: 4, kernel: -1)), "layers[1] (convolution): kernel"),
      (image(.convolution(filters: 4, kernel: 65)), "layers[1] (convolution): kernel"),
      (image(.convolution(filters: 4, kernel: 3, stride: 0)), "layers[1] (convolution): stride"),
      (image(.convolution(filters: 4, kernel: 3, stride: 4)), "layers[1] (convolution): stride"),
      (image(.maxPool(size: 0)), "layers[1] (maxPool): size"),
      (image(.maxPool(size: 9)), "layers[1] (maxPool): size"),
      (image(.groupNorm(groups: 0)), "layers[1] (groupNorm): groups"),
      (image(.groupNorm(groups: 2)), "layers[1] (groupNorm): groups"),
      (image(.residualBlock(filters: 0, groups: 1)), "layers[1] (residualBlock): filters"),
      (image(.residualBlock(filters: .max, groups: 1)), "layers[1] (residualBlock): filters"),
      (
        image(.residualBlock(filters: 4, stride: 4, groups: 1)),
        "layers[1] (residualBlock): stride"
      ),
      (image(.residualBlock(filters: 4, groups: 3)), "layers[1] (residualBlock): groups"),
      (
        Architecture(
          input: [4], layers: [.globalAveragePool, .dense(units: 2)], loss: .softmaxCrossEntropy,
          outputs: 2), "layers[0] (globalAveragePool): its input"
      ),
      (
        Architecture(
          input: [4], layers: [.dense(units: 2)], loss: .softmaxCrossEntropy, outputs: 2,
          classWeights: [1.0]), "classWeights"
      ),
      (
        Architecture(
          input: [4], layers: [.dense(units: 2)], loss: .softmaxCrossEntropy, outputs: 2,
          classWeights: [1.0, 0.0]), "classWeights"
      ),
      (image(.dense(units: 0)), "layers[1] (dense): units"),
      (image(.dense(units: 250_000)), "layers[1] (dense): the model passes"),
      (
        Architecture(
          input: [3, 1, 1], layers: [.groupNorm(groups: 3), .dense(units: 2)],
          loss: .softmaxCrossEntropy, outputs: 2), "layers[0] (groupNorm): groups"
      ),
      (
        Architecture(
          input: [4], layers: [.maxPool(size: 1), .dense(units: 2)], loss: .softmaxCrossEntropy,
          outputs: 2), "layers[0] (maxPool): its input"
      ),
      (
        Architecture(
          input: [1, 4, 4],
          layers: [.dense(units: 4), .convolution(filters: 1, kernel: 1), .dense(units: 2)],
          loss: .softmaxCrossEntropy, outputs: 2), "layers[1] (convolution): its input"
      ),
    ]
  }()

  @Test("A fault is named with layer, field and remedy", arguments: faults.indices)
  func validation(index: Int) {
    let fault = Self.faults[index]
    #expect { try fault.architecture.validate() } throws: { error in
      guard let error = error as? ModelUpdateError else { return false }
      return error.code == .invalidArchitecture && error.message.contains(fault.names)
        && !error.remedy.isEmpty
    }
  }
}
