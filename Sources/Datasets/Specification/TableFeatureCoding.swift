extension TableFeature: Codable {
  private enum CodingKeys: String, CodingKey {
    case name, low, high, fill, indicator, values, missingValues, unit
  }

  /// Decodes `{name, low, high, fill?, indicator?}` or `{name, values}`, each with `missingValues?`
  /// and `unit?`.
  ///
  /// A number may be a number or, as in signed statements, which know integers only, its
  /// decimal text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let name = try container.decode(String.self, forKey: .name)
    self.name = name
    missingValues = try container.decodeIfPresent([String].self, forKey: .missingValues) ?? []
    unit = try container.decodeIfPresent(String.self, forKey: .unit)
    if container.contains(.values) {
      for key in [CodingKeys.low, .high, .fill, .indicator] where container.contains(key) {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: container,
          debugDescription: "feature '\(name)' has values and \(key.stringValue): choose one")
      }
      kind = .categorical(values: try container.decode([String].self, forKey: .values))
      return
    }
    func number(_ key: CodingKeys) throws -> Double {
      if let text = try? container.decode(String.self, forKey: key) {
        if let value = Double(text), value.isFinite { return value }
        throw DecodingError.dataCorruptedError(
          forKey: key, in: container, debugDescription: "feature '\(name)': not a number")
      }
      // TOML and JSON decoders differ in whether 7 is a Double.
      if let whole = try? container.decode(Int.self, forKey: key) { return Double(whole) }
      return try container.decode(Double.self, forKey: key)
    }
    kind = .numeric(
      low: try number(.low), high: try number(.high),
      fill: container.contains(.fill) ? try number(.fill) : nil,
      indicator: try container.decodeIfPresent(Bool.self, forKey: .indicator) ?? false)
  }

  /// Encodes numbers as decimal text, the shortest that reads back the same.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    if !missingValues.isEmpty { try container.encode(missingValues, forKey: .missingValues) }
    try container.encodeIfPresent(unit, forKey: .unit)
    switch kind {
    case .numeric(let low, let high, let fill, let indicator):
      try container.encode("\(low)", forKey: .low)
      try container.encode("\(high)", forKey: .high)
      try container.encodeIfPresent(fill.map { "\($0)" }, forKey: .fill)
      try container.encode(indicator, forKey: .indicator)
    case .categorical(let values):
      try container.encode(values, forKey: .values)
    }
  }
}
