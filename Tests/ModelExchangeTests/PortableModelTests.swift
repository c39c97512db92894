import Artifacts
import Foundation
import ModelExchange
import ModelUpdate
import Testing

@Suite("Exported safetensors")
struct PortableModelTests {
  @Test("A model reads back, and the same model gives the same bytes")
  func roundTrip() throws {
    for model in [
      try SmallModel.table(), try SmallModel.table(hidden: [], loss: .sigmoidCrossEntropy),
      try SmallModel.image(layers: [
        .convolution(filters: 4, kernel: 3, stride: 2), .groupNorm(groups: 2), .relu,
        .maxPool(size: 2),
      ]),
    ] {
      let file = try model.safeTensors()
      #expect(try PortableModel(safeTensors: file) == model)
      #expect(try PortableModel(safeTensors: file).safeTensors() == file)
    }
  }

  @Test("Another program finds the tensors by their names and shapes")
  func container() throws {
    let model = try SmallModel.table()
    let bytes = try model.safeTensors()
    let length = bytes.prefix(8).enumerated().reduce(0) { $0 + Int($1.element) << (8 * $1.offset) }
    #expect(length % 8 == 0)
    let header = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes[8..<8 + length])) as? [String: Any])
    #expect(
      Set(header.keys) == ["__metadata__", "0.weight", "0.bias", "2.weight", "2.bias"])
    let weight = try #require(header["2.weight"] as? [String: Any])
    #expect(weight["dtype"] as? String == "F32" && weight["shape"] as? [Int] == [2, 5])
    let texts = try #require(header["__metadata__"] as? [String: String])
    #expect(Set(texts.keys) == ["decaph", "architecture", "data", "origin", "standardisation"])
    #expect(texts["data"]?.contains(#""column":"age""#) ?? false)
    #expect(bytes.count == 8 + length + 4 * model.parameters.count)
  }

  @Test("What is not our file says so")
  func strangers() throws {
    let model = try SmallModel.table()
    let (architecture, parameters) = (model.architecture, model.parameters)
    func code(_ bytes: [UInt8]) -> ModelExchangeError.Code? {
      do {
        _ = try PortableModel(safeTensors: bytes)
        return nil
      } catch {
        return error.code
      }
    }
    let foreign = try TensorFile.encode(parameters, architecture: architecture, metadata: [:])
    #expect(code(foreign) == .notOurs)
    #expect(code([]) == .notOurs && code(Array("\u{89}PNG\r\n\u{1a}\n0000".utf8)) == .notOurs)
    let later = try TensorFile.encode(
      parameters, architecture: architecture, metadata: ["decaph": "export/2"])
    #expect(code(later) == .version)
    // A find of the fuzzer: what the file says does not reach a terminal.
    let steering = try TensorFile.encode(
      parameters, architecture: architecture, metadata: ["decaph": "export/\u{1b}[2K\n"])
    let refused = #expect(throws: ModelExchangeError.self) {
      try PortableModel(safeTensors: steering)
    }
    #expect(refused?.code == .version)
    #expect(refused?.message.contains { $0 == "\u{1b}" || $0.isNewline } == false)
    let rule = UpdateRule.adam(learningRate: 0.1)
    let state = try ModelState(architecture: architecture, seed: 1, rule: rule)
    #expect(
      code(try SafeTensors.encode(state, architecture: architecture, rule: rule)) == .version)
    let whole = try model.safeTensors()
    for length in stride(from: 0, to: whole.count, by: 7) {
      #expect(code(Array(whole.prefix(length))) == .notOurs)
    }
    #expect(code(whole + [0]) == .notOurs)
  }

  @Test("A number that is not finite is refused, and so are parts that do not fit")
  func contradictions() throws {
    let model = try SmallModel.table()
    var file = try model.safeTensors()
    file.replaceSubrange((file.count - 4)..., with: [0, 0, 0x80, 0x7f])
    #expect(throws: ModelExchangeError.self) { try PortableModel(safeTensors: file) }
    for (parameters, classes, input) in [
      (Array(model.parameters.dropLast()), ["no", "yes"], 0), (model.parameters, ["no"], 0),
      (model.parameters, ["no", "yes"], 4), (model.parameters, ["no", "yes"], -1),
    ] {
      var data = model.data
      data.classes = classes
      #expect(throws: ModelExchangeError.self) {
        try PortableModel(
          architecture: model.architecture, parameters: parameters, data: data,
          standardisation: [InputScaling(input: input, mean: 0.0, deviation: 1.0)],
          origin: model.origin)
      }
    }
  }
}
