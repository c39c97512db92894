import Sodium

extension Dealing {
  /// Opens a holder's own box and checks every share in it.
  ///
  /// After this the dealer cannot deny its shares, and the holder knows that what it will reveal
  /// passes the checks of all others.
  /// - Parameters:
  ///   - dealer: The author of this dealing.
  ///   - holder: The own name; may be the dealer's.
  ///   - secrets: The holder's secrets of this round.
  /// - Throws: `unknownMember`, `otherSecrets`, or `invalidDealing` naming the dealer.
  public func open(
    from dealer: String, as holder: String, secrets: borrowing RoundSecrets,
    in context: RoundContext
  ) throws(SecureAggregationError) -> OpenedShares {
    try validateShape(for: dealer, in: context)
    let author = try context.position(of: dealer)
    let me = try context.position(of: holder)
    try secrets.check(context.members[me])
    let agreed = try PairSecrets(of: me, with: [author], secrets: secrets, in: context)
    guard let box = boxes[holder] else { throw Self.invalid(dealer, "has no box for \(holder)") }
    let data = ShareBox.additionalData(from: author, to: me, in: context)
    let shares: SecretBytes
    do throws(SodiumError) {
      shares = try agreed.withIncomingKey(author) { key throws(SodiumError) in
        try SecretBox.open(box.bytes, key: key, additionalData: data)
      }
    } catch {
      throw Self.invalid(dealer, "has a box for \(holder) that does not open")
    }
    try check(shares, from: author, to: me, in: context)
    if author != me {
      guard let pair = pairs[holder], agreed.withSeed(author, { pair.matches(ownSeed: $0) }) else {
        throw Self.invalid(dealer, "names another seed for its mask with \(holder)")
      }
    }
    return OpenedShares(dealer: dealer, holder: holder, shares: shares, in: context)
  }

  private func check(
    _ shares: borrowing SecretBytes, from dealer: Int, to holder: Int, in context: RoundContext
  ) throws(SecureAggregationError) {
    let ids = context.ids
    let rows = Rows(context)
    let fault = shares.withUnsafePointer { shares -> String? in
      for row in 0..<rows.count {
        guard ScalarField.isCanonical(shares + row * ScalarField.size) else {
          return "has a share for \(ids[holder]) that is not canonical"
        }
      }
      func share(_ row: Int) -> UnsafeRawPointer { shares + row * ScalarField.size }
      guard selfMask.commits(to: share(Rows.selfMask), at: holder + 1) else {
        return "has a wrong share of its self mask for \(ids[holder])"
      }
      guard nonce.commits(to: share(Rows.nonce), at: holder + 1) else {
        return "has a wrong share of its nonce for \(ids[holder])"
      }
      for (index, layer) in (layers ?? []).enumerated() {
        guard layer.commits(to: share(Rows.firstLayer + index), at: holder + 1) else {
          return "has a wrong share of its layer \(index) of noise for \(ids[holder])"
        }
      }
      for other in ids.indices where other != dealer {
        let row = rows.pair(dealer: dealer, other: other)
        let isBound =
          pairs[ids[other]]?.binds(
            share: share(row), from: ids[dealer], with: ids[other], to: ids[holder],
            at: holder + 1) ?? false
        guard isBound else {
          return "has a wrong share of its mask with \(ids[other]) for \(ids[holder])"
        }
      }
      return nil
    }
    if let fault { throw Self.invalid(ids[dealer], fault) }
  }
}
