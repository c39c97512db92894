import Sodium

/// Says that the author published the sealed model of a round; its payload pins the file.
public struct ModelBody: Codable, Hashable, Sendable {
  /// BLAKE2b-256 of the model's safetensors bytes, as in `result.json`.
  public let model: Digest

  /// Names a model.
  public init(model: Digest) { self.model = model }
}
