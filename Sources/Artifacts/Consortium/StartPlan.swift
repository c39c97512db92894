import Sodium

/// Parameters from elsewhere that training starts from, instead of the seed's.
public struct StartPlan: Codable, Hashable, Sendable {
  /// BLAKE2b-256 of the founder's `plan.safetensors`, which holds all parameters.
  public var digest: Digest
  /// Tensors that are not trained, or what stands before a dot in their names; `nil` for none.
  public var frozen: [String]?

  /// Describes a start.
  public init(digest: Digest, frozen: [String]? = nil) {
    self.digest = digest
    self.frozen = frozen
  }
}
