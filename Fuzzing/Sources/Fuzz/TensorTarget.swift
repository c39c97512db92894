import ModelUpdate

@testable import Node

/// Safetensors files: foreign ones, a model file, and the start of a model.
enum TensorTarget: FuzzTarget {
  /// As in Tests/ModelUpdateTests/Vectors/model-file.json.
  private static let architecture = Architecture.perceptron(input: [3], hidden: [2], outputs: 2)
  private static let rule = UpdateRule.adam(learningRate: 0.001)
  private static let counted = ["census": 4, "evaluation": 3]

  static func read(_ bytes: [UInt8]) {
    foreign(bytes)
    refusable { () throws(ModelUpdateError) in
      let parameters = try StartFile.decode(bytes, architecture: architecture)
      let again = try? StartFile.encode(parameters, architecture: architecture)
      Invariant.hold(again == bytes, "a start has one file")
    }
    for releases in [[:], counted] {
      refusable { () throws(ModelUpdateError) in
        let state = try SafeTensors.decode(
          bytes, architecture: architecture, rule: rule, releases: releases)
        let again = try? SafeTensors.encode(
          state, architecture: architecture, rule: rule, releases: releases)
        Invariant.hold(again == bytes, "a model has one file")
      }
    }
  }

  private static func foreign(_ bytes: [UInt8]) {
    refusable { () throws(ModelUpdateError) in
      let file = try TensorFile(bytes)
      for (name, tensor) in file.tensors {
        // The product asks for names of its own only, so what is said of others is not looked at.
        guard let values = try? file.floats(name, shape: tensor.shape) else { continue }
        Invariant.hold(4 * values.count <= bytes.count, "numbers come from the file")
        Invariant.hold(values.allSatisfy(\.isFinite), "numbers are finite")
      }
      refusable { () throws(ModelUpdateError) in
        let start = try StartingModel(file, architecture: architecture, seed: 5)
        Invariant.message(start.text)
        Invariant.hold(
          (try? StartFile.decode(start.file, architecture: architecture)) != nil,
          "a start that is made reads back")
      }
      Invariant.hold((try? TensorFile(bytes)) != nil, "what is accepted once is always")
    }
  }

  private static func refusable(_ read: () throws(ModelUpdateError) -> Void) {
    do {
      try read()
    } catch {
      Invariant.message(error.message, error.remedy)
    }
  }
}
