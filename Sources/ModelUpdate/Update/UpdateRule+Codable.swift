/// An object with `kind` (`sgd` or `adam`) and the rule's numbers as ``Real`` strings.
extension UpdateRule: Codable {
  private enum Key: String, CodingKey {
    case kind, learningRate, momentum, beta1, beta2, epsilon
  }

  /// Reads an object with every field of its kind and no field of the other.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func real(_ key: Key) throws -> Real { try container.decode(Real.self, forKey: key) }
    let fields: Set<Key>
    switch try container.decode(String.self, forKey: .kind) {
    case "sgd":
      fields = [.learningRate, .momentum]
      self = .sgd(learningRate: try real(.learningRate), momentum: try real(.momentum))
    case "adam":
      fields = [.learningRate, .beta1, .beta2, .epsilon]
      self = .adam(
        learningRate: try real(.learningRate), beta1: try real(.beta1), beta2: try real(.beta2),
        epsilon: try real(.epsilon))
    default:
      throw DecodingError.dataCorruptedError(
        forKey: .kind, in: container, debugDescription: "the kind is one of sgd, adam")
    }
    if let stray = container.allKeys.first(where: { $0 != .kind && !fields.contains($0) }) {
      throw DecodingError.dataCorruptedError(
        forKey: stray, in: container, debugDescription: "this rule has no such field")
    }
  }

  /// Writes `kind` and every field of the kind.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .sgd(let learningRate, let momentum):
      try container.encode("sgd", forKey: .kind)
      try container.encode(learningRate, forKey: .learningRate)
      try container.encode(momentum, forKey: .momentum)
    case .adam(let learningRate, let beta1, let beta2, let epsilon):
      try container.encode("adam", forKey: .kind)
      try container.encode(learningRate, forKey: .learningRate)
      try container.encode(beta1, forKey: .beta1)
      try container.encode(beta2, forKey: .beta2)
      try container.encode(epsilon, forKey: .epsilon)
    }
  }
}
