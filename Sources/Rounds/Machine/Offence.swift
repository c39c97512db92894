import Artifacts

/// What a member has signed against the protocol, and where.
public struct Offence: Hashable, Sendable {
  /// What was done.
  public let kind: EvidenceBody.Kind
  /// The place for which it was signed.
  public let place: Place

  /// Names an offence.
  public init(_ kind: EvidenceBody.Kind, at place: Place) {
    self.kind = kind
    self.place = place
  }
}
