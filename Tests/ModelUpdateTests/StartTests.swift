import ModelUpdate
import Testing

@Suite("Parameters from elsewhere")
struct StartTests {
  @Test("A start file has one form, and any other byte of its header is refused")
  func file() throws {
    let parameters = try InitialParameters.make(everyKind, seed: 4)
    let bytes = try StartFile.encode(parameters, architecture: everyKind)
    #expect(bytes.count == (try StartFile.byteCount(architecture: everyKind)))
    #expect(try StartFile.decode(bytes, architecture: everyKind) == parameters)
    // Any safetensors library reads it.
    let read = try TensorFile(bytes)
    let first = try ParameterLayout(everyKind).tensors[0]
    #expect(try read.floats(first.name, shape: first.shape) == Array(parameters[first.range]))
    let header = bytes.count - 4 * parameters.count
    for index in stride(from: 0, to: header, by: 5) {
      var changed = bytes
      changed[index] ^= 1
      #expect(throws: ModelUpdateError.self) {
        try StartFile.decode(changed, architecture: everyKind)
      }
    }
    var infinite = bytes
    infinite.replaceSubrange((bytes.count - 4)..., with: [0, 0, 0x80, 0xff])
    for wrong in [[], Array(bytes.dropLast()), bytes + [0], infinite] {
      #expect(throws: ModelUpdateError.self) {
        try StartFile.decode(wrong, architecture: everyKind)
      }
    }
  }

  @Test("Frozen tensors leave the vector; the rest keeps its order")
  func picking() throws {
    let layout = try ParameterLayout(.perceptron(input: [2], hidden: [3, 2], outputs: 2))
    #expect(layout.tensors.map(\.name).count == 6 && layout.count == 9 + 8 + 6)
    let all = try TrainedParameters(layout, frozen: [])
    #expect(all.ranges == [0..<23] && all.count == 23 && all.frozenRanges.isEmpty)
    let some = try TrainedParameters(layout, frozen: ["0", "4.bias"])
    #expect(some.ranges == [9..<21] && some.frozenRanges == [0..<9, 21..<23])
    #expect(some.frozen == ["0.weight", "0.bias", "4.bias"])
    let middle = try TrainedParameters(layout, frozen: ["2"])
    #expect(middle.ranges == [0..<9, 17..<23] && middle.count == 15)
    let numbers = (0..<23).map(Int64.init)
    #expect(middle.gather(numbers) == numbers.filter { !(9..<17).contains($0) })
    #expect(middle.scatter(middle.gather(numbers)) == numbers.map { (9..<17) ~= $0 ? 0 : $0 })
    #expect(all.scatter(all.gather(numbers)) == numbers)
  }

  @Test(
    "A name that freezes nothing is refused, and so is freezing everything",
    arguments: [["1"], ["0.weights"], [""], ["0."], ["00"], ["0", "2", "4"]])
  func badNames(names: [String]) throws {
    let layout = try ParameterLayout(.perceptron(input: [2], hidden: [3, 2], outputs: 2))
    #expect(throws: ModelUpdateError.self) { try TrainedParameters(layout, frozen: names) }
  }

  @Test("Every rule leaves a parameter with zero gradient as it is, to the last bit")
  func rules() throws {
    let parameters: [Float] = [0.1, -0.0, .leastNonzeroMagnitude, -3e38, 7, 1]
    for rule in [
      UpdateRule.sgd(learningRate: 0.3, momentum: 0.0),
      .sgd(learningRate: 0.3, momentum: 0.9), .adam(learningRate: 0.01),
    ] {
      var state = ModelState(initial: parameters, rule: rule)
      for step in 1...20 {
        state = try state.updated(
          by: [0, 0, 0, 0, 0, Int64(step)], gridStep: 0.01, divisor: 1, rule: rule)
      }
      #expect(
        state.parameters.dropLast().map(\.bitPattern) == parameters.dropLast().map(\.bitPattern))
      #expect(state.parameters[5] != 1)
    }
  }
}
