import DifferentialPrivacy
import Sodium

/// The consortium that this one goes on from: its last result, and what its rounds have cost the same
/// patients.
public struct SuccessionPlan: Hashable, Sendable {
  /// The session of the consortium before.
  public let session: Digest
  /// Its last round that counts.
  public let round: Int
  /// Digest of that round's `result.json`.
  public let result: Digest
  /// All charges of that consortium, and of those before it; each once, in the order in which it first
  /// appeared.
  public let spent: [LedgerRun]

  /// The most rounds that may lie before a consortium, all together.
  public static let mostRounds = 1_000_000
  /// The most different charges among them: each costs an accountant its time.
  public static let mostCharges = 200

  /// Goes on from a result.
  ///
  /// - Returns: `nil` where there is more than a plan may say.
  public init?(session: Digest, round: Int, result: Digest, spent: [LedgerRun]) {
    self.session = session
    self.round = round
    self.result = result
    self.spent = spent
    guard isValid else { return nil }
  }

  /// How many rounds were charged.
  public var chargedRounds: Int { spent.reduce(0) { $0 + $1.rounds } }

  /// Whether numbers are within their bounds, charges have noise of their own, and one spelling.
  private var isValid: Bool {
    (1...Self.mostRounds).contains(round) && spent.count <= Self.mostCharges
      && spent.allSatisfy { (1...Self.mostRounds).contains($0.rounds) }
      && round <= chargedRounds && chargedRounds <= Self.mostRounds
      && Set(spent.map(\.charge)).count == spent.count
      && spent.allSatisfy { run in
        run.charge.colluders >= 1
          && (run.charge.isWithoutNoise || run.charge.shares > run.charge.colluders)
      }
  }
}

extension SuccessionPlan: Codable {
  private enum Field: String, CodingKey { case session, round, result, spent }

  /// Reads it, and refuses numbers that no consortium can leave behind.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Field.self)
    session = try fields.decode(Digest.self, forKey: .session)
    round = try fields.decode(Int.self, forKey: .round)
    result = try fields.decode(Digest.self, forKey: .result)
    spent = try fields.decode([LedgerRun].self, forKey: .spent)
    guard isValid else {
      throw DecodingError.dataCorruptedError(
        forKey: .spent, in: fields,
        debugDescription: "is not what the rounds of a consortium can have cost")
    }
  }

  /// Writes it.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Field.self)
    try fields.encode(session, forKey: .session)
    try fields.encode(round, forKey: .round)
    try fields.encode(result, forKey: .result)
    try fields.encode(spent, forKey: .spent)
  }
}
