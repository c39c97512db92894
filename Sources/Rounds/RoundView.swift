import Artifacts
import Sodium

/// What the verified files say about the current round. Values only: no clock, no folder.
public struct RoundView: Sendable {
  /// What the round stands on.
  public var basis: RoundBasis
  /// Masked files that were checked completely: statement, payload, own boxes.
  public var masked: [MemberID: Digest]
  /// Unmask files that were checked, with the digest of the set that each names.
  public var unmasked: [MemberID: Digest]
  /// What was published as the outcome of the round before, by file; for a model file the digest
  /// of the model that it names.
  public var published: [Place: Digest]

  /// Makes a view.
  public init(
    basis: RoundBasis, masked: [MemberID: Digest] = [:], unmasked: [MemberID: Digest] = [:],
    published: [Place: Digest] = [:]
  ) {
    self.basis = basis
    self.masked = masked
    self.unmasked = unmasked
    self.published = published
  }
}
