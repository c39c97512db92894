import Sodium

/// What a holder's `unmask` statement carries: its shares for one set of members.
///
/// For a member of the set the shares of its self mask and nonce, and of the layers of its noise that
/// the set makes superfluous; for a member outside the set the shares of its pair seeds with the set. Never both kinds for one member: together they
/// would unmask its single vector. JSON: objects of names and hexadecimal strings.
public struct RevealedShares: Codable, Hashable, Sendable {
  /// Shares of `b_j` by dealer j in the set.
  public let selfMask: [String: Scalar]
  /// Shares of `nonce_j` by dealer j in the set.
  public let nonce: [String: Scalar]
  /// Shares of the seeds of the layers that come off, by dealer j in the set; `nil` where none does.
  public let layers: [String: [Scalar]]?
  /// Shares of `s_ij`, as dealt by j in the set, by absent member i, then by dealer j.
  public let pairs: [String: [String: Scalar]]

  init(
    selfMask: [String: Scalar], nonce: [String: Scalar], layers: [String: [Scalar]]?,
    pairs: [String: [String: Scalar]]
  ) {
    self.selfMask = selfMask
    self.nonce = nonce
    self.layers = layers
    self.pairs = pairs
  }

  /// Reveals a holder's shares for a set.
  ///
  /// The holder does this for one set in a round and never again, and stores the result durably
  /// before anybody sees it (locks L2 to L5); that is the caller's duty.
  /// - Parameters:
  ///   - opened: The holder's shares by dealer; those of the set are used.
  ///   - set: The members whose vectors are summed.
  /// - Throws: `invalidRound` for a set that is too small, `unknownMember` if a dealer's shares
  ///   are missing.
  public init(
    revealing opened: [String: OpenedShares], for set: [String], in context: RoundContext
  ) throws(SecureAggregationError) {
    let (present, absent) = try context.split(set)
    var selfMask: [String: Scalar] = [:]
    var nonce: [String: Scalar] = [:]
    var layers: [String: [Scalar]] = [:]
    var pairs: [String: [String: Scalar]] = [:]
    for dealer in present.map({ context.members[$0].id }) {
      guard let shares = opened[dealer], shares.dealer == dealer else {
        throw SecureAggregationError(
          .unknownMember, culprit: dealer, "the shares of \(dealer) are not opened",
          remedy: "wait for its masked file")
      }
      selfMask[dealer] = shares.selfMask
      nonce[dealer] = shares.nonce
      layers[dealer] = shares.layers(context.removedLayers(of: set.count))
      for other in absent.map({ context.members[$0].id }) {
        pairs[other, default: [:]][dealer] = shares.pair(with: other)
      }
    }
    self.init(
      selfMask: selfMask, nonce: nonce,
      layers: context.removedLayers(of: set.count) > 0 ? layers : nil, pairs: pairs)
  }

  /// Checks every share against the dealers' commitments; a failure convicts the holder.
  /// - Parameters:
  ///   - holder: The author of the `unmask` statement.
  ///   - set: The set that the statement is about.
  ///   - dealings: The dealings of the set at least, each with a valid shape.
  /// - Throws: `invalidShare` naming the holder, `unknownMember`, or `invalidRound` for the set.
  public func verify(
    from holder: String, set: [String], dealings: [String: Dealing], in context: RoundContext
  ) throws(SecureAggregationError) {
    let index = try context.position(of: holder) + 1
    try checkNames(from: holder, set: set, in: context)
    for (dealer, share) in selfMask {
      guard try dealing(of: dealer, dealings).selfMask.commits(to: share, at: index) else {
        throw Self.invalid(holder, "is wrong for the self mask of \(dealer)")
      }
    }
    for (dealer, share) in nonce {
      guard try dealing(of: dealer, dealings).nonce.commits(to: share, at: index) else {
        throw Self.invalid(holder, "is wrong for the nonce of \(dealer)")
      }
    }
    for (dealer, shares) in layers ?? [:] {
      let commitments = try dealing(of: dealer, dealings).layers ?? []
      guard shares.count <= commitments.count,
        zip(shares, commitments).allSatisfy({ $1.commits(to: $0, at: index) })
      else { throw Self.invalid(holder, "is wrong for the noise of \(dealer)") }
    }
    try verifyPairs(from: holder, dealings, in: context)
  }

  /// Checks the shares of absent members' pair seeds.
  func verifyPairs(
    from holder: String, _ dealings: [String: Dealing], in context: RoundContext
  ) throws(SecureAggregationError) {
    let index = try context.position(of: holder) + 1
    for (other, shares) in pairs {
      for (dealer, share) in shares {
        let pair = try dealing(of: dealer, dealings).pairs[other]
        let isBound = share.withUnsafePointer { share in
          pair?.binds(share: share, from: dealer, with: other, to: holder, at: index) ?? false
        }
        guard isBound else {
          throw Self.invalid(holder, "is wrong for the mask of \(dealer) with \(other)")
        }
      }
    }
  }

  /// Checks that exactly the shares of a set are there.
  func checkNames(
    from holder: String, set: [String], in context: RoundContext
  ) throws(SecureAggregationError) {
    let (present, absent) = try context.split(set)
    let members = Set(present.map { context.members[$0].id })
    let removed = context.removedLayers(of: set.count)
    guard Set(selfMask.keys) == members, Set(nonce.keys) == members,
      Set(pairs.keys) == Set(absent.map { context.members[$0].id }),
      pairs.values.allSatisfy({ Set($0.keys) == members }),
      (layers == nil) == (removed == 0), layers.map({ Set($0.keys) == members }) ?? true,
      layers?.values.allSatisfy({ $0.count == removed }) ?? true
    else { throw Self.invalid(holder, "is missing or too many for the set") }
  }

  private func dealing(
    of dealer: String, _ dealings: [String: Dealing]
  ) throws(SecureAggregationError) -> Dealing {
    guard let dealing = dealings[dealer] else { throw Self.missing(dealer) }
    return dealing
  }

  static func missing(_ dealer: String) -> SecureAggregationError {
    SecureAggregationError(
      .unknownMember, culprit: dealer, "the dealing of \(dealer) is not here",
      remedy: "wait for its masked file")
  }

  private static func invalid(_ holder: String, _ fault: String) -> SecureAggregationError {
    SecureAggregationError(
      .invalidShare, culprit: holder, "a share of \(holder) \(fault)",
      remedy: "leave its unmask file aside and keep it as evidence")
  }
}
