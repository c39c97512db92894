import Sodium

extension Dealing {
  /// Masks a member's one vector of a round and shares everything needed to unmask a sum.
  ///
  /// Both happen in this one call and the self-mask seed never leaves it: a second vector under
  /// the same masks cannot be asked for. A second call draws another `b`, and publishing both
  /// results would show the difference of the vectors; the journal's slot prevents that (L1).
  ///
  ///     y_i = x_i + PRG(b_i) + sum over j > i of PRG(s_ij) - sum over j < i of PRG(s_ij)
  ///         + sum over the layers l of noise(g_il)
  ///
  /// The seeds of the layers are fresh and shared like `b`.
  /// - Parameters:
  ///   - vector: `x_i`, clipped and with the base of its noise; masked in place.
  ///   - id: Who deals.
  ///   - secrets: The dealer's secrets of this round.
  /// - Throws: `unknownMember`, `wrongLength`, `otherSecrets`, or `invalidDealing` for a member
  ///   whose key agrees to zero.
  public static func deal(
    _ vector: consuming RingVector, as id: String, secrets: borrowing RoundSecrets,
    in context: RoundContext
  ) throws(SecureAggregationError) -> (masked: RingVector, dealing: Dealing) {
    let me = try context.position(of: id)
    try context.check(vector, of: id)
    try secrets.check(context.members[me])
    let everybody = Array(context.members.indices)
    let pairs = try PairSecrets(of: me, with: everybody, secrets: secrets, in: context)
    let others = everybody.filter { $0 != me }
    let rows = Rows(context)
    let polynomials = SecretPolynomials(
      rows: rows.count, threshold: context.threshold
    ) { row, constant in
      switch row {
      case Rows.nonce:
        secrets.withNonce { constant.copyMemory(from: $0, byteCount: ScalarField.size) }
      case rows.firstPair...:
        pairs.withSeed(others[row - rows.firstPair]) {
          constant.copyMemory(from: $0, byteCount: ScalarField.size)
        }
      default: ScalarField.random(into: constant)
      }
    }
    let dealing = Dealing(sharing: polynomials, of: me, pairs: pairs, in: context)
    masks(of: me, others: others, polynomials, in: context).apply(to: &vector)
    return (vector, dealing)
  }

  private init(
    sharing polynomials: borrowing SecretPolynomials, of me: Int,
    pairs secrets: borrowing PairSecrets,
    in context: RoundContext
  ) {
    let ids = context.ids
    let rows = Rows(context)
    var boxes: [String: ShareBox] = [:]
    var hashes: [[String: Digest]] = Array(repeating: [:], count: polynomials.rows)
    let isHashed = ids.count > PairDealing.feldmanLimit
    for holder in ids.indices {
      let shares = SecretBytes(count: polynomials.rows * ScalarField.size) { shares in
        for row in 0..<polynomials.rows {
          let share = shares.baseAddress! + row * ScalarField.size
          polynomials.writeShare(row, at: holder + 1, into: share)
        }
      }
      let data = ShareBox.additionalData(from: me, to: holder, in: context)
      boxes[ids[holder]] = ShareBox(
        bytes: secrets.withOutgoingKey(holder) { key in
          shares.withUnsafeBytes { SecretBox.seal($0, key: key, additionalData: data) }
        })
      guard isHashed else { continue }
      for other in ids.indices where other != me {
        let row = rows.pair(dealer: me, other: other)
        hashes[row][ids[holder]] = shares.withUnsafePointer {
          PairDealing.hash(
            ofShare: $0 + row * ScalarField.size, from: ids[me], with: ids[other], to: ids[holder])
        }
      }
    }
    var pairs: [String: PairDealing] = [:]
    for other in ids.indices where other != me {
      let row = rows.pair(dealer: me, other: other)
      pairs[ids[other]] = PairDealing(
        check: secrets.withSeed(other) { PairDealing.check(ofSeed: $0) },
        commitments: isHashed ? nil : polynomials.commitment(row),
        shareHashes: isHashed ? hashes[row] : nil)
    }
    self.init(
      selfMask: polynomials.commitment(Rows.selfMask), nonce: polynomials.commitment(Rows.nonce),
      layers: rows.layers == 0
        ? nil : (Rows.firstLayer..<rows.firstPair).map { polynomials.commitment($0) },
      pairs: pairs, boxes: boxes)
  }

  private static func masks(
    of me: Int, others: [Int], _ polynomials: borrowing SecretPolynomials, in context: RoundContext
  ) -> MaskStream {
    let rows = Rows(context)
    return polynomials.withSecrets { secrets in
      let own = MaskStream.Term(seed: secrets(Rows.selfMask), kind: .own, sign: .plus)
      let layers = context.layers.enumerated().map { index, noise in
        MaskStream.Term(
          seed: secrets(Rows.firstLayer + index), kind: .noise(noise), sign: .plus)
      }
      let common = others.map { other in
        MaskStream.Term(
          seed: secrets(rows.pair(dealer: me, other: other)), kind: .pair,
          sign: me < other ? .plus : .minus)
      }
      return MaskStream([own] + layers + common)
    }
  }
}
