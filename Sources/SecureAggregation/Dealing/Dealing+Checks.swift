import Sodium

/// What everybody can check about a dealing without any secret.
extension Dealing {
  /// Checks that a dealing has the one form that its round calls for.
  ///
  /// The roster named exactly, all commitments with `threshold` points, the nonce that was
  /// committed one round ahead, boxes of the right size.
  /// - Parameter dealer: Its author.
  /// - Throws: `unknownMember`, or `invalidDealing` naming the dealer.
  public func validateShape(
    for dealer: String, in context: RoundContext
  ) throws(SecureAggregationError) {
    let member = context.members[try context.position(of: dealer)]
    let roster = Set(context.ids)
    func require(_ condition: Bool, _ fault: String) throws(SecureAggregationError) {
      guard condition else { throw Self.invalid(dealer, fault) }
    }
    try require(
      selfMask.isWellFormed(threshold: context.threshold),
      "does not commit to its self mask with \(context.threshold) points")
    try require(
      nonce.isWellFormed(threshold: context.threshold),
      "does not commit to its nonce with \(context.threshold) points")
    try require(
      nonce.constant == member.nonceCommitment, "shares another nonce than it committed to")
    try require(
      (layers == nil) == context.layers.isEmpty && (layers ?? []).count == context.layers.count
        && (layers ?? []).allSatisfy { $0.isWellFormed(threshold: context.threshold) },
      "does not commit to \(context.layers.count) layers of noise with \(context.threshold) points")
    try require(
      Set(pairs.keys) == roster.subtracting([dealer]), "does not name exactly the other members")
    for (other, pair) in pairs {
      try require(
        pair.isWellFormed(in: context), "does not commit to its mask with \(other) as it must")
    }
    try require(Set(boxes.keys) == roster, "has not exactly one box for each member")
    let size = ShareBox.size(in: context)
    try require(boxes.values.allSatisfy { $0.bytes.count == size }, "has a box of another size")
  }

  /// Checks that two dealers mean the same seed for their common mask.
  ///
  /// Both dealings have passed ``validateShape(for:in:)``. Who of the two lies cannot be told
  /// from outside, so nobody is named as culprit.
  /// - Parameters:
  ///   - dealer: The author of this dealing.
  ///   - other: The other dealing.
  ///   - otherDealer: Its author.
  /// - Throws: `inconsistentDealings`.
  public func consistent(
    from dealer: String, with other: Dealing, from otherDealer: String
  ) throws(SecureAggregationError) {
    guard let mine = pairs[otherDealer], let theirs = other.pairs[dealer],
      mine.check == theirs.check,
      mine.commitments?.constant == theirs.commitments?.constant
    else {
      throw SecureAggregationError(
        .inconsistentDealings,
        "\(dealer) and \(otherDealer) name different seeds for their common mask",
        remedy: "one of the two deviates from the protocol; the round goes on without both")
    }
  }

  static func invalid(_ dealer: String, _ fault: String) -> SecureAggregationError {
    SecureAggregationError(
      .invalidDealing, culprit: dealer, "the dealing of \(dealer) \(fault)",
      remedy: "leave its masked file aside and keep it as evidence")
  }
}
