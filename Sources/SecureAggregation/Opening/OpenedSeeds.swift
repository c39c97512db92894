import Sodium

/// The secrets that a quorum's shares open for a set; public from then on.
struct OpenedSeeds: Equatable, Sendable {
  /// `b_j` by member of the set.
  let selfMask: [String: Scalar]
  /// `nonce_j` by member of the set.
  let nonce: [String: Scalar]
  /// The seeds of the layers that come off, by member of the set; empty where none does.
  let layers: [String: [Scalar]]
  /// `s_ij` by absent member i, then by member j of the set.
  let pairs: [String: [String: Scalar]]

  /// Interpolates all secrets with one basis.
  /// - Parameters:
  ///   - shares: The shares of at least `threshold` holders, for exactly the set; the first
  ///     `threshold` holders by name are used.
  init(
    interpolating shares: [String: RevealedShares], set: [String], absent: [String],
    in context: RoundContext
  ) throws(SecureAggregationError) {
    let holders = shares.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .prefix(context.threshold)
    let basis = try LagrangeBasis(
      indices: holders.map { id throws(SecureAggregationError) in
        try context.position(of: id) + 1
      })
    func secrets(
      _ names: [String], _ share: (RevealedShares, String) -> Scalar?
    ) -> [String: Scalar] {
      Dictionary(
        uniqueKeysWithValues: names.map { name in
          (name, basis.interpolate(holders.compactMap { shares[$0].flatMap { share($0, name) } }))
        })
    }
    selfMask = secrets(set) { $0.selfMask[$1] }
    nonce = secrets(set) { $0.nonce[$1] }
    let opened = (0..<context.removedLayers(of: set.count)).map { layer in
      secrets(set) { $0.layers?[$1]?[layer] }
    }
    layers =
      opened.isEmpty
      ? [:]
      : Dictionary(uniqueKeysWithValues: set.map { id in (id, opened.compactMap { $0[id] }) })
    pairs = Dictionary(
      uniqueKeysWithValues: absent.map { other in
        (other, secrets(set) { $0.pairs[other]?[$1] })
      })
  }

  /// Takes seeds that somebody published, for exactly a set.
  /// - Throws: `notCanonical` for a text that is no scalar, `invalidRound` for other names.
  init(
    seeds: [String: String], nonces: [String: String], layers: [String: [String]],
    pairs: [String: [String: String]], set: [String], absent: [String], in context: RoundContext
  ) throws(SecureAggregationError) {
    func scalars(_ texts: [String: String]) throws(SecureAggregationError) -> [String: Scalar] {
      guard Set(texts.keys) == Set(set) else {
        throw SecureAggregationError(
          .invalidRound, "the opened seeds are not those of the set",
          remedy: "leave the result aside; compute it from the shares")
      }
      var scalars: [String: Scalar] = [:]
      for (name, text) in texts {
        guard let scalar = Scalar(hex: text) else {
          throw SecureAggregationError(
            .notCanonical, "an opened seed of \(name) is no canonical scalar",
            remedy: "leave the result aside; compute it from the shares")
        }
        scalars[name] = scalar
      }
      return scalars
    }
    guard Set(pairs.keys) == Set(absent) else {
      throw SecureAggregationError(
        .invalidRound, "the opened pair seeds are not those of the absent members",
        remedy: "leave the result aside; compute it from the shares")
    }
    selfMask = try scalars(seeds)
    nonce = try scalars(nonces)
    let removed = context.removedLayers(of: set.count)
    guard Set(layers.keys) == (removed == 0 ? [] : Set(set)),
      layers.values.allSatisfy({ $0.count == removed })
    else {
      throw SecureAggregationError(
        .invalidRound, "the opened seeds are not those of the noise that comes off",
        remedy: "leave the result aside; compute it from the shares")
    }
    let byLayer = try (0..<removed).map { layer throws(SecureAggregationError) in
      try scalars(layers.mapValues { $0[layer] })
    }
    self.layers = Dictionary(
      uniqueKeysWithValues: layers.keys.map { id in (id, byLayer.compactMap { $0[id] }) })
    var opened: [String: [String: Scalar]] = [:]
    for (other, texts) in pairs { opened[other] = try scalars(texts) }
    self.pairs = opened
  }

  /// Checks every seed against its dealer's commitment.
  /// - Throws: `invalidSeed` naming the dealer whose secret it should be.
  func check(_ dealings: [String: Dealing]) throws(SecureAggregationError) {
    for (dealer, seed) in selfMask
    where !(dealings[dealer]?.selfMask.commits(toSecret: seed) ?? false) {
      throw Self.invalid(dealer, "self mask")
    }
    for (dealer, seed) in nonce where !(dealings[dealer]?.nonce.commits(toSecret: seed) ?? false) {
      throw Self.invalid(dealer, "nonce")
    }
    for (dealer, seeds) in layers {
      let commitments = dealings[dealer]?.layers ?? []
      guard seeds.count <= commitments.count,
        zip(seeds, commitments).allSatisfy({ $1.commits(toSecret: $0) })
      else { throw Self.invalid(dealer, "noise") }
    }
    for (other, seeds) in pairs {
      for (dealer, seed) in seeds
      where !(dealings[dealer]?.pairs[other]?.binds(seed: seed) ?? false) {
        throw Self.invalid(dealer, "mask with \(other)")
      }
    }
  }

  private static func invalid(_ dealer: String, _ what: String) -> SecureAggregationError {
    SecureAggregationError(
      .invalidSeed, culprit: dealer,
      "the opened seed of \(dealer) for its \(what) does not fit its commitment",
      remedy: "if all shares are valid, \(dealer) dealt wrongly: restart the round without it")
  }
}
