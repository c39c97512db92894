/// Why a round's secure aggregation cannot go on, and whose fault it is.
public struct SecureAggregationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What kind of fault it is; stable, for programs.
  public enum Code: String, Sendable {
    /// A roster, a policy or a set breaks the rules of the protocol.
    case invalidRound
    /// A member is not in the roster, or somebody who has to be there is missing.
    case unknownMember
    /// Secrets do not belong to the keys that the roster names.
    case otherSecrets
    /// A number does not fit into the ring.
    case outOfRange
    /// A vector has another length or width than its round.
    case wrongLength
    /// A scalar or point is not in canonical form.
    case notCanonical
    /// A dealer's commitments, boxes or shares contradict each other.
    case invalidDealing
    /// Two dealers name different seeds for their common mask.
    case inconsistentDealings
    /// A holder's revealed share is not the one that was dealt to it.
    case invalidShare
    /// Fewer holders than the quorum have revealed good shares.
    case notEnoughShares
    /// An opened seed does not fit its commitment.
    case invalidSeed
    /// A sum lies outside the bound that honest vectors keep: the garbage alarm.
    case boundExceeded
  }

  /// What kind of fault it is.
  public let code: Code
  /// The member who has to answer for it, where one can be named.
  public let culprit: String?
  /// What is wrong and where; holds no secrets and no values.
  public let message: String
  /// What to do next.
  public let remedy: String

  /// One line for logs and terminals.
  public var description: String { "\(message) (\(remedy))" }

  init(_ code: Code, culprit: String? = nil, _ message: String, remedy: String) {
    self.code = code
    self.culprit = culprit
    self.message = message
    self.remedy = remedy
  }
}
