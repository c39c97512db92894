import Sodium

/// Proof, complete in itself, that a member signed what no honest member signs.
public struct EvidenceBody: Codable, Hashable, Sendable {
  /// What was done.
  public enum Kind: String, Codable, Sendable {
    /// Two different files signed for one place.
    case equivocation
    /// An outcome signed that the files do not derive.
    case falseOutcome = "false-outcome"
  }

  /// What was done.
  public let kind: Kind
  /// The place for which it was signed: `h3/round-000012/masked`.
  public let place: String
  /// What was signed: two copies for an equivocation, one for a false outcome.
  public let copies: [SignedCopy]

  /// Makes the body of an evidence file.
  public init(kind: Kind, place: Place, copies: [SignedCopy]) {
    self.kind = kind
    self.place = place.description
    self.copies = copies
  }
}

/// A signed file inside another: both parts as base64url.
public struct SignedCopy: Codable, Hashable, Sendable {
  /// The bytes of the `.json` file.
  public let json: String
  /// The bytes of the `.json.minisig` file.
  public let signature: String

  /// Copies a file.
  public init(_ file: UnverifiedFile) {
    json = file.bytes.base64url
    signature = file.signature.base64url
  }

  /// The file at its place; `nil` for another spelling.
  public func file(at place: Place) -> UnverifiedFile? {
    guard let json = [UInt8](base64url: json), let signature = [UInt8](base64url: signature) else {
      return nil
    }
    return UnverifiedFile(place: place, bytes: json, signature: signature)
  }
}
