import Sodium

/// Checks what holders reveal for one set, all shares of a holder at the price of one.
///
/// A holder's shares are values of many committed polynomials at one index. So a combination of the
/// shares has to be the value of the same combination of the polynomials, which is made once for all
/// holders. The weights are drawn here and stay here: who does not know them passes with a wrong
/// share with a probability of 2^-252 (batch verification; Bellare, Garay and Rabin, EUROCRYPT 1998).
public struct ShareVerifier: Sendable {
  private let context: RoundContext
  private let set: [String]
  private let dealings: [String: Dealing]
  private let weights: [Scalar]
  let combined: PolynomialCommitment

  /// Combines the commitments of a set.
  /// - Parameters:
  ///   - set: The members whose vectors are summed; at least the smallest set of the round.
  ///   - dealings: The dealings of the set, each with a valid shape.
  /// - Throws: `invalidRound` for the set, `unknownMember` if a dealing is missing, or
  ///   `invalidDealing` for one of another shape.
  public init(
    set: [String], dealings: [String: Dealing], in context: RoundContext
  ) throws(SecureAggregationError) {
    let (present, absent) = try context.split(set)
    let removed = context.removedLayers(of: set.count)
    var commitments: [PolynomialCommitment] = []
    for dealer in present {
      guard let dealing = dealings[context.ids[dealer]] else {
        throw RevealedShares.missing(context.ids[dealer])
      }
      let own =
        [dealing.selfMask, dealing.nonce] + (dealing.layers ?? []).prefix(removed)
        + absent.compactMap { dealing.pairs[context.ids[$0]]?.commitments }
      guard own.allSatisfy({ $0.isWellFormed(threshold: context.threshold) }) else {
        throw Dealing.invalid(context.ids[dealer], "has not \(context.threshold) points everywhere")
      }
      commitments += own
    }
    weights = commitments.map { _ in Scalar.random() }
    combined = PolynomialCommitment(combining: commitments, weights: weights)
    (self.context, self.set, self.dealings) = (context, set, dealings)
  }

  /// Checks every share against the dealers' commitments; a failure convicts the holder.
  /// - Parameters:
  ///   - shares: What it reveals.
  ///   - holder: The author of the `unmask` statement.
  /// - Throws: `invalidShare` naming the holder, or `unknownMember`.
  public func verify(
    _ shares: RevealedShares, from holder: String
  ) throws(SecureAggregationError) {
    let index = try context.position(of: holder) + 1
    try shares.checkNames(from: holder, set: set, in: context)
    guard areRightTogether(shares, at: index) else {
      // Which share it is, is asked only now.
      return try shares.verify(from: holder, set: set, dealings: dealings, in: context)
    }
    if !context.commitsToPairs { try shares.verifyPairs(from: holder, dealings, in: context) }
  }

  /// Whether the combination of a holder's shares is the value of the combined polynomial.
  func areRightTogether(_ shares: RevealedShares, at index: Int) -> Bool {
    let values = committed(shares)
    let value = zip(values, weights).reduce(Scalar.zero) { $0 + $1.0 * $1.1 }
    return values.count == weights.count && combined.commits(to: value, at: index)
  }

  /// The shares in the order of the commitments.
  private func committed(_ shares: RevealedShares) -> [Scalar] {
    let others = context.commitsToPairs ? shares.pairs.keys.sorted() : []
    return context.ids.flatMap { dealer in
      [shares.selfMask[dealer], shares.nonce[dealer]].compactMap(\.self)
        + (shares.layers?[dealer] ?? []) + others.compactMap { shares.pairs[$0]?[dealer] }
    }
  }
}
