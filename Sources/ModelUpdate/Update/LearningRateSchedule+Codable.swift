/// An object with `kind` (`constant`, `cosine` or `step`), `warmUp` and the numbers of the kind.
extension LearningRateSchedule: Codable {
  private enum Key: String, CodingKey {
    case kind, warmUp, floor, every, factor
  }

  /// Reads an object with every field of its kind and no field of another.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let fields: Set<Key>
    switch try container.decode(String.self, forKey: .kind) {
    case "constant":
      fields = []
      decay = .constant
    case "cosine":
      fields = [.floor]
      decay = .cosine(floor: try container.decode(Real.self, forKey: .floor))
    case "step":
      fields = [.every, .factor]
      decay = .step(
        every: try container.decode(Int.self, forKey: .every),
        factor: try container.decode(Real.self, forKey: .factor))
    default:
      throw DecodingError.dataCorruptedError(
        forKey: .kind, in: container,
        debugDescription: "the kind is one of constant, cosine, step")
    }
    warmUp = try container.decode(Int.self, forKey: .warmUp)
    if let stray = container.allKeys.first(where: {
      $0 != .kind && $0 != .warmUp && !fields.contains($0)
    }) {
      throw DecodingError.dataCorruptedError(
        forKey: stray, in: container, debugDescription: "this schedule has no such field")
    }
  }

  /// Writes `kind`, `warmUp` and every field of the kind.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(warmUp, forKey: .warmUp)
    switch decay {
    case .constant:
      try container.encode("constant", forKey: .kind)
    case .cosine(let floor):
      try container.encode("cosine", forKey: .kind)
      try container.encode(floor, forKey: .floor)
    case .step(let every, let factor):
      try container.encode("step", forKey: .kind)
      try container.encode(every, forKey: .every)
      try container.encode(factor, forKey: .factor)
    }
  }
}
