import ModelUpdate
import Testing

/// Models whose tensors are listed, because a trainer alone knows their layers.
@Suite struct ModelTensorTests {
  private func architecture(_ tensors: [ModelTensor], layers: [Layer] = []) -> Architecture {
    Architecture(
      input: [4], layers: layers, loss: .softmaxCrossEntropy, outputs: 2, tensors: tensors)
  }

  @Test func theyLieInTheOrderOfTheList() throws {
    let layout = try ParameterLayout(
      architecture([
        ModelTensor(name: "z.weight", shape: [2, 3]), ModelTensor(name: "scale", shape: []),
        ModelTensor(name: "a_b-c", shape: [4]),
      ]))
    #expect(layout.count == 11)
    #expect(layout.tensors.map(\.range) == [0..<6, 6..<7, 7..<11])
    #expect(try TrainedParameters(layout, frozen: ["z"]).ranges == [6..<11])
  }

  @Test(arguments: [
    [], [ModelTensor(name: "", shape: [1])], [ModelTensor(name: "a b", shape: [1])],
    [ModelTensor(name: "step", shape: [1])], [ModelTensor(name: "optimizer.first.w", shape: [1])],
    [ModelTensor(name: "__metadata__", shape: [1])], [ModelTensor(name: "w", shape: [0])],
    [ModelTensor(name: "w", shape: [1 << 40, 1 << 40])],
    [ModelTensor(name: "w", shape: [1]), ModelTensor(name: "w", shape: [2])],
    [ModelTensor(name: "v", shape: [50_000_000]), ModelTensor(name: "w", shape: [1])],
    [ModelTensor(name: "w", shape: [1, 1, 1, 1, 1, 1, 1, 1, 1])],
  ])
  func whatMakesNoModelIsRefused(_ tensors: [ModelTensor]) {
    let error = #expect(throws: ModelUpdateError.self) {
      try ParameterLayout(architecture(tensors))
    }
    #expect(error?.code == .invalidArchitecture)
  }

  @Test func nobodyComputesOrDrawsThemHere() throws {
    let list = [ModelTensor(name: "w", shape: [4, 2])]
    #expect(throws: ModelUpdateError.self) { try architecture(list).shapes() }
    #expect(throws: ModelUpdateError.self) {
      try InitialParameters.make(architecture(list), seed: 1)
    }
    #expect(throws: ModelUpdateError.self) {
      try ParameterLayout(architecture(list, layers: [.dense(units: 2)]))
    }
  }

  /// A model file of such tensors is read back bit for bit.
  @Test func aModelFileHoldsThem() throws {
    let architecture = architecture([
      ModelTensor(name: "w", shape: [4, 2]), ModelTensor(name: "b", shape: []),
    ])
    let rule = UpdateRule.sgd(learningRate: 0.5, momentum: 0.9)
    let state = ModelState(initial: (0..<9).map { Float($0) / 8 }, rule: rule)
    let file = try SafeTensors.encode(state, architecture: architecture, rule: rule, releases: [:])
    #expect(
      try SafeTensors.decode(file, architecture: architecture, rule: rule, releases: [:]) == state)
    #expect(try TensorFile(file).floats("b", shape: []) == [1])
  }
}
