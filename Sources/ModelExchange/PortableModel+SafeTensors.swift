import Artifacts
import ModelUpdate

/// The model as one safetensors file: parameters as tensors named as in PyTorch's `Sequential`, and
/// the rest as texts in its metadata.
///
/// | key | value |
/// |---|---|
/// | `decaph` | `export/1` |
/// | `architecture`, `data`, `origin` | canonical JSON |
/// | `standardisation` | canonical JSON, a list; left out if no input is standardised |
/// | `dropped` | canonical JSON, a list of inputs; left out if none is left out |
extension PortableModel {
  private static let format = "export/1"

  /// The bytes of the file; the same model gives the same bytes.
  public func safeTensors() throws(ModelUpdateError) -> [UInt8] {
    try TensorFile.encode(parameters, architecture: architecture, metadata: metadata)
  }

  /// All but the parameters.
  var metadata: [String: String] {
    var metadata = [
      "decaph": Self.format, "architecture": Self.text(architecture), "data": Self.text(data),
      "origin": Self.text(origin),
    ]
    if !standardisation.isEmpty { metadata["standardisation"] = Self.text(standardisation) }
    if !dropped.isEmpty { metadata["dropped"] = Self.text(dropped) }
    return metadata
  }

  /// Reads such a file.
  ///
  /// - Throws: ``ModelExchangeError``.
  public init(safeTensors bytes: [UInt8]) throws(ModelExchangeError) {
    do {
      let file = try TensorFile(bytes)
      guard let format = file.metadata["decaph"] else {
        throw Self.notOurs("says nothing about a decaph model")
      }
      guard format == Self.format else {
        throw ModelExchangeError(
          .version, "the file is of the format '\(Self.shown(format))', not '\(Self.format)'",
          remedy: format.hasPrefix("export/")
            ? "use the version of decaph-node that exported it"
            : "this is a file of the protocol: make one with 'decaph-node export'")
      }
      let architecture = try Self.value(Architecture.self, "architecture", in: file)
      let layout = try ParameterLayout(architecture)
      guard file.tensors.count == layout.tensors.count else {
        throw Self.notOurs("has other tensors than its architecture")
      }
      var parameters: [Float] = []
      parameters.reserveCapacity(layout.count)
      for tensor in layout.tensors {
        parameters += try file.floats(tensor.name, shape: tensor.shape)
      }
      try self.init(
        architecture: architecture, parameters: parameters,
        data: try Self.value(DataPlan.self, "data", in: file),
        standardisation: file.metadata["standardisation"] == nil
          ? [] : try Self.value([InputScaling].self, "standardisation", in: file),
        dropped: file.metadata["dropped"] == nil
          ? [] : try Self.value([Int].self, "dropped", in: file),
        origin: try Self.value(ModelOrigin.self, "origin", in: file))
    } catch let error as ModelExchangeError {
      throw error
    } catch let error as ModelUpdateError {
      throw ModelExchangeError(.notOurs, error.message, remedy: error.remedy)
    } catch {
      throw Self.notOurs("cannot be read")
    }
  }

  /// The beginning of a text of the file, if a message can show it.
  private static func shown(_ text: String) -> String {
    let start = text.prefix(40)
    return start.utf8.allSatisfy { (0x20...0x7e).contains($0) } ? String(start) : "?"
  }

  /// Canonical JSON without its line end.
  static func text(_ value: some Encodable) -> String {
    String(decoding: CanonicalJSON.encode(value).dropLast(), as: UTF8.self)
  }

  private static func value<Value: Codable>(
    _ type: Value.Type, _ key: String, in file: TensorFile
  ) throws(ModelExchangeError) -> Value {
    guard let text = file.metadata[key] else { throw notOurs("does not say its \(key)") }
    do {
      return try CanonicalJSON.decode(type, from: Array(text.utf8) + [0x0a], file: key)
    } catch {
      throw notOurs("says its \(key) in a form that this program does not write")
    }
  }

  private static func notOurs(_ fault: String) -> ModelExchangeError {
    ModelExchangeError(
      .notOurs, "the file \(fault)",
      remedy: "give a file that 'decaph-node export --format safetensors' has written")
  }
}
