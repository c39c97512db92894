import DifferentialPrivacy
import Sodium

/// The consortium that this one goes on from: its last result, and what its rounds have cost the same
/// patients.
public struct SuccessionPlan: Hashable, Sendable {
  /// Rounds one after another with the same charge.
  public struct Spent: Codable, Hashable, Sendable {
    /// How many rounds.
    public let rounds: Int
    /// What each of them has cost.
    public let charge: LedgerEntry
  }

  /// The session of the consortium before.
  public let session: Digest
  /// Its last round that counts.
  public let round: Int
  /// Digest of that round's `result.json`.
  public let result: Digest
  /// All charges of that consortium, and of those before it, oldest first.
  public let spent: [Spent]

  /// The most rounds that may lie before a consortium, all together.
  public static let mostRounds = 1_000_000
  /// The most changes of the charge among them: all of it stands in the manifest.
  public static let mostChanges = 1_000

  /// Goes on from a result.
  ///
  /// - Parameter charges: all charges so far, oldest first.
  public init(session: Digest, round: Int, result: Digest, charges: [LedgerEntry]) {
    self.session = session
    self.round = round
    self.result = result
    var spent: [Spent] = []
    for charge in charges {
      let count = spent.last?.charge == charge ? spent.removeLast().rounds : 0
      spent.append(Spent(rounds: count + 1, charge: charge))
    }
    self.spent = spent
  }

  /// All charges, one for each round.
  public var charges: [LedgerEntry] {
    spent.flatMap { Array(repeating: $0.charge, count: $0.rounds) }
  }

  /// Whether numbers are within their bounds, and charges have their one spelling.
  private var isValid: Bool {
    (1...Self.mostRounds).contains(round) && spent.count <= Self.mostChanges
      && spent.allSatisfy { (1...Self.mostRounds).contains($0.rounds) }
      && (round...Self.mostRounds).contains(spent.reduce(0) { $0 + $1.rounds })
      && zip(spent, spent.dropFirst()).allSatisfy { $0.charge != $1.charge }
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
    spent = try fields.decode([Spent].self, forKey: .spent)
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
