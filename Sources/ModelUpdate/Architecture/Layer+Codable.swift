/// An object with `kind` and the integer fields of that kind; a field of another kind is refused.
extension Layer: Codable {
  private struct Key: CodingKey, Hashable {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }

    static let kind = Key(stringValue: "kind")
    static let filters = Key(stringValue: "filters")
    static let kernel = Key(stringValue: "kernel")
    static let stride = Key(stringValue: "stride")
    static let size = Key(stringValue: "size")
    static let groups = Key(stringValue: "groups")
    static let units = Key(stringValue: "units")
  }

  /// Reads an object; `stride` may be left out and is then 1.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func stride() throws -> Int {
      try container.contains(.stride) ? container.decode(Int.self, forKey: .stride) : 1
    }
    let fields: Set<Key>
    switch try container.decode(String.self, forKey: .kind) {
    case "convolution":
      fields = [.filters, .kernel, .stride]
      self = .convolution(
        filters: try container.decode(Int.self, forKey: .filters),
        kernel: try container.decode(Int.self, forKey: .kernel),
        stride: try stride())
    case "relu":
      fields = []
      self = .relu
    case "maxPool":
      fields = [.size]
      self = .maxPool(size: try container.decode(Int.self, forKey: .size))
    case "groupNorm":
      fields = [.groups]
      self = .groupNorm(groups: try container.decode(Int.self, forKey: .groups))
    case "residualBlock":
      fields = [.filters, .stride, .groups]
      self = .residualBlock(
        filters: try container.decode(Int.self, forKey: .filters), stride: try stride(),
        groups: try container.decode(Int.self, forKey: .groups))
    case "globalAveragePool":
      fields = []
      self = .globalAveragePool
    case "dense":
      fields = [.units]
      self = .dense(units: try container.decode(Int.self, forKey: .units))
    default:
      throw DecodingError.dataCorruptedError(
        forKey: .kind, in: container,
        debugDescription: """
          the kind is one of convolution, relu, maxPool, groupNorm, residualBlock, \
          globalAveragePool, dense
          """)
    }
    if let stray = container.allKeys.first(where: { $0 != .kind && !fields.contains($0) }) {
      throw DecodingError.dataCorruptedError(
        forKey: stray, in: container, debugDescription: "a \(kind) layer has no such field")
    }
  }

  /// Writes `kind` and every field of the kind.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(kind, forKey: .kind)
    switch self {
    case .convolution(let filters, let kernel, let stride):
      try container.encode(filters, forKey: .filters)
      try container.encode(kernel, forKey: .kernel)
      try container.encode(stride, forKey: .stride)
    case .relu, .globalAveragePool:
      break
    case .maxPool(let size):
      try container.encode(size, forKey: .size)
    case .residualBlock(let filters, let stride, let groups):
      try container.encode(filters, forKey: .filters)
      try container.encode(stride, forKey: .stride)
      try container.encode(groups, forKey: .groups)
    case .groupNorm(let groups):
      try container.encode(groups, forKey: .groups)
    case .dense(let units):
      try container.encode(units, forKey: .units)
    }
  }
}
