import Sodium

/// A round's opened set: every seed that unmasks the sum, each checked against its commitment.
public struct Opening: Sendable {
  /// The round.
  public let context: RoundContext
  /// The members whose vectors are summed, in roster order.
  public let set: [String]

  private let present: [Int]
  private let absent: [Int]
  private let opened: OpenedSeeds

  /// Opens a set with the shares of a quorum.
  ///
  /// The result does not depend on which holders revealed: every secret is checked against the
  /// commitment that fixes it. Holders with wrong shares are found and passed over.
  /// - Parameters:
  ///   - set: The members whose vectors are summed; at least the smallest set of the round.
  ///   - dealings: The dealings of the set, each with a valid shape.
  ///   - shares: The revealed shares by holder.
  /// - Throws: `invalidRound` for the set, `notEnoughShares`, or `invalidSeed` naming a dealer
  ///   whose valid shares do not lead to its commitment.
  public init(
    set: [String], dealings: [String: Dealing], shares: [String: RevealedShares],
    in context: RoundContext
  ) throws(SecureAggregationError) {
    let (present, absent) = try context.split(set)
    let (names, missing) = (present.map { context.ids[$0] }, absent.map { context.ids[$0] })
    func opened(_ shares: [String: RevealedShares]) throws(SecureAggregationError) -> OpenedSeeds {
      guard shares.count >= context.threshold else {
        throw SecureAggregationError(
          .notEnoughShares,
          "\(shares.count) holders have revealed good shares, \(context.threshold) are needed",
          remedy: "wait for further unmask files")
      }
      let seeds = try OpenedSeeds(
        interpolating: shares, set: names, absent: missing, in: context)
      try seeds.check(dealings)
      return seeds
    }
    let complete = shares.filter { holder, shares in
      Self.succeeds { () throws(SecureAggregationError) in
        _ = try context.position(of: holder)
        try shares.checkNames(from: holder, set: set, in: context)
      }
    }
    do {
      self.opened = try opened(complete)
    } catch  where error.code == .invalidSeed {
      // Checking each share costs much more than checking the secrets, so it is done only now.
      self.opened = try opened(
        complete.filter { holder, shares in
          Self.succeeds { () throws(SecureAggregationError) in
            try shares.verify(from: holder, set: set, dealings: dealings, in: context)
          }
        })
    }
    self.context = context
    self.set = names
    (self.present, self.absent) = (present, absent)
  }

  /// Opens a set with seeds that a `result` file published; for the audit and for latecomers.
  /// - Parameters:
  ///   - set: The members whose vectors are summed.
  ///   - dealings: The dealings of the set, each with a valid shape.
  ///   - seeds: `b_j` by member of the set, lower-case hexadecimal.
  ///   - nonces: `nonce_j` by member of the set.
  ///   - layers: The seeds of the layers that come off, by member of the set; empty where none does.
  ///   - pairs: `s_ij` by absent member i, then by member j of the set.
  /// - Throws: `invalidRound`, `notCanonical`, or `invalidSeed` for one that does not fit.
  public init(
    set: [String], dealings: [String: Dealing], seeds: [String: String],
    nonces: [String: String], layers: [String: [String]] = [:],
    pairs: [String: [String: String]] = [:], in context: RoundContext
  ) throws(SecureAggregationError) {
    let (present, absent) = try context.split(set)
    opened = try OpenedSeeds(
      seeds: seeds, nonces: nonces, layers: layers, pairs: pairs, set: set,
      absent: absent.map { context.ids[$0] }, in: context)
    try opened.check(dealings)
    self.context = context
    self.set = present.map { context.ids[$0] }
    (self.present, self.absent) = (present, absent)
  }

  /// `b_j` by member of the set, lower-case hexadecimal, for the `result` file.
  public var seeds: [String: String] { opened.selfMask.mapValues(\.hex) }

  /// `nonce_j` by member of the set, lower-case hexadecimal, for the `commit` file.
  public var nonces: [String: String] { opened.nonce.mapValues(\.hex) }

  /// The seeds of the layers that come off, by member of the set, lower-case hexadecimal; empty where
  /// none does.
  public var layerSeeds: [String: [String]] { opened.layers.mapValues { $0.map(\.hex) } }

  /// `s_ij` by absent member i, then by member j of the set, lower-case hexadecimal.
  public var pairSeeds: [String: [String: String]] {
    opened.pairs.mapValues { $0.mapValues(\.hex) }
  }

  /// Sums the set's vectors and takes the masks off.
  /// - Parameter masked: Gives the masked vector of a member; called once for each, in roster
  ///   order, so that one vector at a time is in memory.
  /// - Returns: The sum of the plain vectors.
  /// - Throws: What `masked` throws, or `wrongLength` naming a member.
  public func aggregate(masked: (String) throws -> RingVector) throws -> RingVector {
    var sum = Aggregation(of: self)
    for id in set { try sum.add(masked(id), of: id) }
    return try sum.finish()
  }

  /// What is left in the sum of the set's masked vectors and has to come off:
  ///
  ///     A = sum over j in S of (y_j - PRG(b_j))
  ///         - sum over j in S, i outside S of sign(j,i) PRG(s_ij),  sign + where j < i
  ///         - sum over j in S and the layers l that S makes superfluous of noise(g_jl)
  func remainingMasks() -> MaskStream {
    var masks: [(seed: Scalar, kind: MaskStream.Kind, sign: MaskStream.Sign)] = []
    for j in present {
      if let seed = opened.selfMask[context.ids[j]] { masks.append((seed, .own, .minus)) }
      for (noise, seed) in zip(context.layers, opened.layers[context.ids[j]] ?? []) {
        masks.append((seed, .noise(noise), .minus))
      }
      for i in absent {
        guard let seed = opened.pairs[context.ids[i]]?[context.ids[j]] else { continue }
        masks.append((seed, .pair, j < i ? .minus : .plus))
      }
    }
    return MaskStream(opened: masks)
  }

  private static func succeeds(_ check: () throws(SecureAggregationError) -> Void) -> Bool {
    do {
      try check()
      return true
    } catch {
      return false
    }
  }
}
