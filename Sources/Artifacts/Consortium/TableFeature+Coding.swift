import ModelUpdate

/// In files one column is `column`, several are `columns`; each feature has one spelling only.
extension TableFeature: Codable {
  private enum CodingKeys: String, CodingKey {
    case column, columns, range, missingIndicator, values, missingValues, unit
  }

  /// Reads a feature.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    columns =
      try container.decodeIfPresent([String].self, forKey: .columns)
      ?? [container.decode(String.self, forKey: .column)]
    range = try container.decodeIfPresent([Real].self, forKey: .range)
    missingIndicator = try container.decodeIfPresent(Bool.self, forKey: .missingIndicator)
    values = try container.decodeIfPresent([String].self, forKey: .values)
    missingValues = try container.decodeIfPresent([String].self, forKey: .missingValues)
    unit = try container.decodeIfPresent(String.self, forKey: .unit)
  }

  /// Writes a feature; fields without a value are left out.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    if columns.count == 1 {
      try container.encode(columns[0], forKey: .column)
    } else {
      try container.encode(columns, forKey: .columns)
    }
    try container.encodeIfPresent(range, forKey: .range)
    try container.encodeIfPresent(missingIndicator, forKey: .missingIndicator)
    try container.encodeIfPresent(values, forKey: .values)
    try container.encodeIfPresent(missingValues, forKey: .missingValues)
    try container.encodeIfPresent(unit, forKey: .unit)
  }
}
