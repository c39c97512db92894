import Artifacts
import ModelUpdate
import Sodium

/// Parameters of a safetensors file, completed by the seed to all that an architecture has.
public struct StartingModel: Hashable, Sendable {
  /// The bytes that the founder publishes as `plan.safetensors`.
  public let file: [UInt8]
  /// Names of the tensors that come from the file.
  public let taken: [String]
  /// Names of the tensors that the file does not have: they start from the seed.
  public let seeded: [String]
  /// Names of the file's tensors that the architecture does not have.
  public let unused: [String]

  /// Takes what fits by name.
  ///
  /// - Throws: `ModelUpdateError`: `invalidFile` if a tensor of the right name has another shape or
  ///   type or a number that is not finite, or if no name fits at all.
  init(
    _ tensors: TensorFile, architecture: Architecture, seed: UInt64
  ) throws(ModelUpdateError) {
    let layout = try ParameterLayout(architecture)
    var parameters =
      try architecture.tensors == nil
      ? InitialParameters.make(architecture, seed: seed)
      : [Float](repeating: 0, count: layout.count)
    let names = layout.tensors.map(\.name)
    let found = layout.tensors.filter { tensors.tensors[$0.name] != nil }
    guard !found.isEmpty else {
      throw ModelUpdateError(
        .invalidFile, "none of its tensors is one of the model's",
        remedy: "name them by layers as in PyTorch's Sequential: \(names.joined(separator: ", "))")
    }
    for tensor in found {
      let values = try tensors.floats(tensor.name, shape: tensor.shape)
      parameters.replaceSubrange(tensor.range, with: values)
    }
    file = try StartFile.encode(parameters, architecture: architecture)
    let taken = found.map(\.name)
    self.taken = taken
    seeded = names.filter { !taken.contains($0) }
    unused = tensors.tensors.keys.filter { !names.contains($0) }.sorted()
  }

  /// Its digest, as the plan names it.
  var digest: Digest { Digest(hashing: file) }

  /// A line for people.
  public var text: String {
    var parts = ["\(taken.count) of \(taken.count + seeded.count) tensors from the file"]
    if !seeded.isEmpty { parts.append("from the seed: \(seeded.joined(separator: ", "))") }
    if !unused.isEmpty {
      let names = unused.prefix(8).map(Prediction.printable).joined(separator: ", ")
      parts.append("not used: \(names)" + (unused.count > 8 ? " and \(unused.count - 8) more" : ""))
    }
    return parts.joined(separator: "; ")
  }
}
