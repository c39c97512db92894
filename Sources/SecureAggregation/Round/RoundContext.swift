import DifferentialPrivacy
import Sodium

/// Everything public that a round's masks and shares depend on.
public struct RoundContext: Hashable, Sendable {
  /// A member of the round with the keys that it published one round earlier.
  public struct Member: Hashable, Sendable {
    /// The member's name.
    public let id: String
    /// `epk`: its X25519 key for this round alone.
    public let ephemeralKey: SealingPublicKey
    /// nonce * B on ristretto255: the ticket for the leader draw, committed one round ahead.
    public let nonceCommitment: RistrettoPoint

    /// A member of a round.
    ///
    /// Whoever accepts keys for a coming round tries this first: a roster with keys that fail
    /// here would stop everybody.
    /// - Parameter nonceCommitment: 32 bytes as lower-case hexadecimal.
    /// - Throws: `notCanonical` naming the member, if its commitment is no point or neutral.
    public init(
      id: String, ephemeralKey: SealingPublicKey, nonceCommitment: String
    ) throws(SecureAggregationError) {
      guard let point = RistrettoPoint(hex: nonceCommitment), point != .identity else {
        throw SecureAggregationError(
          .notCanonical, culprit: id,
          "the nonce commitment of \(id) is no point of the group, or neutral",
          remedy: "leave these keys aside; \(id) has to enrol again")
      }
      self.id = id
      self.ephemeralKey = ephemeralKey
      self.nonceCommitment = point
    }
  }

  /// `sid`: the digest of the manifest.
  public let session: Digest
  /// `r`: the number of the round, from 1.
  public let round: UInt64
  // swift-format-ignore: AlwaysUseLowerCamelCase
  // K is the protocol's symbol; k would be read as an index.
  /// `K_r`: the digest of the result that the round stands on.
  public let K: Digest
  /// The roster, sorted by the bytes of the ids. A member's position orders the masks; its share
  /// index is `x` = position + 1.
  public let members: [Member]
  /// `t`: the number of shares that open a secret.
  public let threshold: Int
  /// `w`: the ring of the vectors.
  public let ringWidth: RingWidth
  /// `d`: the number of coordinates of a vector.
  public let count: Int
  /// The layers of each member's noise: layer i comes off where the set has more than m + i
  /// members. None, or one for each size of a set from m to n - 1.
  public let layers: [DiscreteGaussian]

  private let positions: [String: Int]

  /// Fixes a round.
  ///
  /// Two members with one key are no reason to stop: whoever copies a key cannot use it.
  /// - Throws: `invalidRound` for a roster that is not sorted or repeats an id, or a threshold or
  ///   count out of range.
  public init(
    session: Digest, round: UInt64, K: Digest, members: [Member], threshold: Int,
    ringWidth: RingWidth, count: Int, layers: [DiscreteGaussian] = []
  ) throws(SecureAggregationError) {
    let ids = members.map(\.id)
    guard members.count >= 2, zip(ids, ids.dropFirst()).allSatisfy(Self.precedes),
      ids.allSatisfy({ !$0.isEmpty && !$0.utf8.contains(0) })
    else {
      throw Self.invalid("the roster is not sorted by id, or repeats an id")
    }
    guard (2...members.count).contains(threshold), count > 0 else {
      throw Self.invalid("threshold \(threshold) or vector length \(count) is out of range")
    }
    self.session = session
    self.round = round
    self.K = K
    self.members = members
    self.threshold = threshold
    self.ringWidth = ringWidth
    self.count = count
    self.layers = layers
    positions = Dictionary(uniqueKeysWithValues: zip(ids, ids.indices))
    guard layers.isEmpty || layers.count == members.count - smallestSet else {
      throw Self.invalid("\(layers.count) layers of noise fit no round of \(members.count) members")
    }
  }

  /// The names of the roster, sorted.
  public var ids: [String] { members.map(\.id) }

  /// Whether pair seeds have Feldman commitments, or hashes of each share.
  var commitsToPairs: Bool { members.count <= PairDealing.feldmanLimit }

  /// `m`: the smallest set that may be opened.
  public var smallestSet: Int { members.count == 2 ? 2 : max(threshold, 3) }

  /// How many layers of noise come off where a set has so many members.
  public func removedLayers(of count: Int) -> Int { min(layers.count, max(0, count - smallestSet)) }

  /// The position of a member in the roster.
  /// - Throws: `unknownMember`.
  func position(of id: String) throws(SecureAggregationError) -> Int {
    guard let position = positions[id] else {
      throw SecureAggregationError(
        .unknownMember, culprit: id, "\(id) is not in the roster of round \(round)",
        remedy: "leave its files of this round aside")
    }
    return position
  }

  /// A set in roster order, and who is absent from it.
  /// - Throws: `unknownMember`, or `invalidRound` if it repeats somebody or is too small to open.
  func split(
    _ set: [String]
  ) throws(SecureAggregationError) -> (present: [Int], absent: [Int]) {
    var present = Set<Int>()
    for id in set { present.insert(try position(of: id)) }
    guard present.count == set.count, set.count >= smallestSet else {
      throw Self.invalid("a set of \(set.count) members is too small or repeats one")
    }
    return (present.sorted(), members.indices.filter { !present.contains($0) })
  }

  /// - Throws: `wrongLength` unless a vector has the width and length of this round.
  func check(_ vector: borrowing RingVector, of id: String) throws(SecureAggregationError) {
    guard vector.width == ringWidth, vector.count == count else {
      throw SecureAggregationError(
        .wrongLength, culprit: id,
        "the vector of \(id) has \(vector.count) words of \(vector.width.rawValue) bits, "
          + "the round \(count) of \(ringWidth.rawValue)",
        remedy: "check that all members run the same model and plan")
    }
  }

  private static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  private static func invalid(_ message: String) -> SecureAggregationError {
    SecureAggregationError(
      .invalidRound, message, remedy: "compare the result that round stands on with the others'")
  }
}
