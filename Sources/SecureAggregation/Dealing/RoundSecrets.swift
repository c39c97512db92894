import Sodium

/// A member's own secrets of one round, made one round ahead, in one guarded block.
///
/// 64 bytes: the X25519 key `esk`, then the scalar `nonce`. The commitment to the nonce is
/// nonce * B on ristretto255, so that it has to equal the constant of the nonce polynomial that
/// the member deals one round later: whoever reads that dealing sees at once that the ticket of
/// the leader draw was not exchanged.
public struct RoundSecrets: ~Copyable, Sendable {
  /// The number of bytes for the journal.
  public static let size = 64

  private let block: SecretBytes
  /// `epk`: others agree on pair seeds with it.
  public let ephemeralKey: SealingPublicKey
  /// nonce * B.
  public let nonceCommitment: RistrettoPoint

  /// Fresh secrets for a round.
  public static func random() -> RoundSecrets {
    let key = SecretBytes.random(SealingPublicKey.size)
    return RoundSecrets(
      valid: SecretBytes(count: size) { block in
        key.withUnsafeBytes { block.copyMemory(from: $0) }
        ScalarField.random(into: block.baseAddress! + SealingPublicKey.size)
      })
  }

  /// Secrets from the journal.
  /// - Parameter block: What ``withUnsafeBytes(_:)`` lent.
  /// - Throws: `wrongLength`, or `notCanonical` for a nonce that is zero or not reduced.
  public init(restoring block: consuming SecretBytes) throws(SecureAggregationError) {
    guard block.count == Self.size else {
      throw Self.damaged(.wrongLength, "have \(block.count) bytes, not \(Self.size)")
    }
    let isValid = block.withUnsafePointer { block in
      let nonce = block + SealingPublicKey.size
      return ScalarField.isCanonical(nonce) && !ScalarField.isZero(nonce)
    }
    guard isValid else { throw Self.damaged(.notCanonical, "hold no valid nonce") }
    self.init(valid: block)
  }

  private init(valid block: consuming SecretBytes) {
    ephemeralKey = block.withUnsafePointer {
      KeyAgreement.publicKey(of: UnsafeRawBufferPointer(start: $0, count: SealingPublicKey.size))
    }
    nonceCommitment = block.withUnsafePointer {
      RistrettoPoint(committingTo: $0 + SealingPublicKey.size)
    }
    self.block = block
  }

  /// Lends `esk`, 32 bytes.
  borrowing func withEphemeralSecret<Result: ~Copyable, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try block.withUnsafePointer { block throws(Failure) in
      try body(UnsafeRawBufferPointer(start: block, count: SealingPublicKey.size))
    }
  }

  /// Lends the nonce, 32 bytes, canonical.
  borrowing func withNonce<Result>(_ body: (UnsafeRawPointer) -> Result) -> Result {
    block.withUnsafePointer { body($0 + SealingPublicKey.size) }
  }

  /// - Throws: `otherSecrets` unless the roster names these secrets' public halves for a member.
  borrowing func check(_ member: RoundContext.Member) throws(SecureAggregationError) {
    guard ephemeralKey == member.ephemeralKey, nonceCommitment == member.nonceCommitment else {
      throw SecureAggregationError(
        .otherSecrets, "the secrets are not those that the roster names for \(member.id)",
        remedy: "the private state was rolled back or belongs to another incarnation: enrol again")
    }
  }

  private static func damaged(
    _ code: SecureAggregationError.Code, _ what: String
  ) -> SecureAggregationError {
    SecureAggregationError(
      code, "the stored secrets of a round \(what)",
      remedy: "the private state is damaged: enrol again under a new incarnation")
  }

  /// Lends the 64 bytes, for the journal.
  public borrowing func withUnsafeBytes<Result: ~Copyable, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try block.withUnsafeBytes(body)
  }
}
