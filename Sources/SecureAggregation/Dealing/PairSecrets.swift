import Sodium

/// What a member shares with others in a round: mask seeds and box keys, in one guarded block.
///
///     Z    = X25519(esk_i, epk_j), all zero refused
///     P    = BLAKE2b-512(key: Z, "decaph/v1/pair" 00, sid, LE64 r, K_r,
///                        lower id 00, higher id 00, epk of lower id, epk of higher id)
///     s_ij = BLAKE2b-512(key: P[0..<32], "decaph/v1/pair-mask" 00) modulo the group order
///     box  = BLAKE2b-256(key: P[32..<64], "decaph/v1/share" 00, from 00, to 00)
///
/// Ids are ordered by their bytes. A member's box to itself follows the same formula with its own
/// `epk`, so that it can restore all its shares from the shared folder.
struct PairSecrets: ~Copyable {
  private enum Part {
    static let seed = 0
    static let outgoingKey = 32
    static let incomingKey = 64
    static let size = 96
  }

  private let block: SecretBytes
  private let places: [Int: Int]

  /// Agrees on secrets with members of a round.
  /// - Parameters:
  ///   - me: Own position in the roster.
  ///   - others: Positions of others, which may include the own one; at least one.
  /// - Throws: `invalidDealing` naming a member whose key agrees to zero.
  init(
    of me: Int, with others: [Int], secrets: borrowing RoundSecrets, in context: RoundContext
  ) throws(SecureAggregationError) {
    places = Dictionary(uniqueKeysWithValues: others.enumerated().map { ($1, $0 * Part.size) })
    block = try secrets.withEphemeralSecret { key throws(SecureAggregationError) in
      try SecretBytes(count: others.count * Part.size) { block throws(SecureAggregationError) in
        for (index, other) in others.enumerated() {
          try Self.derive(
            into: block.baseAddress! + index * Part.size, of: me, with: other, key: key, in: context
          )
        }
      }
    }
  }

  /// Lends the pair seed with a member: 32 bytes, canonical.
  borrowing func withSeed<Result>(_ other: Int, _ body: (UnsafeRawPointer) -> Result) -> Result {
    block.withUnsafePointer { body($0 + place(of: other) + Part.seed) }
  }

  /// Lends the key of boxes to a member.
  borrowing func withOutgoingKey<Result>(
    _ other: Int, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    block.withUnsafePointer {
      body(UnsafeRawBufferPointer(start: $0 + place(of: other) + Part.outgoingKey, count: 32))
    }
  }

  /// Lends the key of boxes from a member.
  borrowing func withIncomingKey<Result: ~Copyable, Failure: Error>(
    _ other: Int, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try block.withUnsafePointer { block throws(Failure) in
      try body(
        UnsafeRawBufferPointer(start: block + place(of: other) + Part.incomingKey, count: 32))
    }
  }

  private borrowing func place(of other: Int) -> Int {
    guard let place = places[other] else { preconditionFailure("no secrets with this member") }
    return place
  }

  private static func derive(
    into output: UnsafeMutableRawPointer, of me: Int, with other: Int, key: UnsafeRawBufferPointer,
    in context: RoundContext
  ) throws(SecureAggregationError) {
    let (mine, theirs) = (context.members[me], context.members[other])
    let (lower, higher) = me < other ? (mine, theirs) : (theirs, mine)
    guard let agreed = KeyAgreement.sharedSecret(key, with: theirs.ephemeralKey) else {
      throw SecureAggregationError(
        .invalidDealing, culprit: theirs.id, "the round key of \(theirs.id) agrees to zero",
        remedy: "exclude \(theirs.id): honest keys never do")
    }
    SecretScratch.lend(64 + 64) { scratch in
      let pair = UnsafeMutableRawBufferPointer(rebasing: scratch[..<64])
      let wide = UnsafeMutableRawBufferPointer(rebasing: scratch[64...])
      var hash = agreed.withUnsafeBytes { Blake2b(.bits512, key: $0) }
      hash.update(Domain.pair)
      hash.update(context.session.bytes)
      hash.update(context.round)
      hash.update(context.K.bytes)
      hash.update(terminated: lower.id)
      hash.update(terminated: higher.id)
      hash.update(lower.ephemeralKey.bytes)
      hash.update(higher.ephemeralKey.bytes)
      hash.finalize(into: pair)

      hash = Blake2b(.bits512, key: UnsafeRawBufferPointer(rebasing: pair[..<32]))
      hash.update(Domain.pairMask)
      hash.finalize(into: wide)
      ScalarField.reduce(wide.baseAddress!, into: output + Part.seed)

      for (from, to, part) in [
        (mine.id, theirs.id, Part.outgoingKey), (theirs.id, mine.id, Part.incomingKey),
      ] {
        var hash = Blake2b(.bits256, key: UnsafeRawBufferPointer(rebasing: pair[32...]))
        hash.update(Domain.shareKey)
        hash.update(terminated: from)
        hash.update(terminated: to)
        hash.finalize(into: UnsafeMutableRawBufferPointer(start: output + part, count: 32))
      }
    }
  }
}
