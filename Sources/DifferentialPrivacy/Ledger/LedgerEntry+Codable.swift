/// The form in files: integers up to 2^53 - 1, and the sampling threshold as hexadecimal text. There
/// is no `variance` where there was no noise.
extension LedgerEntry: Codable {
  private enum Field: String, CodingKey {
    case kind
    case samplingThreshold
    case sensitivity
    case shares
    case colluders
    case variance
  }

  /// Reads an entry and refuses numbers that no round can have.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Field.self)
    let sampling = try fields.decode(PoissonSampling.self, forKey: .samplingThreshold)
    let kind = try fields.decode(Kind.self, forKey: .kind)
    let variance = try fields.decodeIfPresent(Int64.self, forKey: .variance)
    let sensitivity = try fields.decode(Int64.self, forKey: .sensitivity)
    let shares = try fields.decode(Int.self, forKey: .shares)
    let colluders = try fields.decode(Int.self, forKey: .colluders)
    do throws(DifferentialPrivacyError) {
      self = try LedgerEntry(
        kind: kind, sampling: sampling, variance: variance, sensitivity: sensitivity,
        shares: shares, colluders: colluders)
    } catch {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: fields.codingPath, debugDescription: error.description))
    }
  }

  /// Writes the entry.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Field.self)
    try fields.encode(kind, forKey: .kind)
    try fields.encode(sampling, forKey: .samplingThreshold)
    try fields.encodeIfPresent(variance, forKey: .variance)
    try fields.encode(sensitivity, forKey: .sensitivity)
    try fields.encode(shares, forKey: .shares)
    try fields.encode(colluders, forKey: .colluders)
  }
}
