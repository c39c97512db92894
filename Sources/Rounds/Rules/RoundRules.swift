import Artifacts
import SecureAggregation
import Sodium

/// A masked file whose statement fits its round.
public typealias MaskedStatement = Verified<Statement<MaskedBody>>
/// An unmask file whose statement fits its round.
public typealias UnmaskStatement = Verified<Statement<UnmaskBody>>
/// A vote whose statement fits its round.
public typealias VoteStatement = Verified<Statement<VoteBody>>
/// A cut whose statement fits its round.
public typealias CutStatement = Verified<Statement<CutBody>>
/// The statement that pins a published model.
public typealias ModelStatement = Verified<Statement<ModelBody>>
/// A hospital's entry or return.
public typealias EnrolmentStatement = Verified<Statement<EnrolmentBody>>
/// A verified expulsion.
public typealias ExpelStatement = Verified<Statement<ExpelBody>>

/// What a reader checks before it acts on a round's files; needs no secret.
public struct RoundRules: Sendable {
  /// The round.
  public let basis: RoundBasis
  /// The round's numbers for masking and sharing.
  public let context: RoundContext

  /// What revealed shares are checked with.
  let sets = SetVerifier()

  /// The rules of a round.
  public init(_ basis: RoundBasis) throws(Rejection) {
    self.basis = basis
    context = try basis.aggregation()
  }

  /// The type of a masked payload.
  public var payloadType: String { context.ringWidth == .bits64 ? "u64le" : "u32le" }

  /// The dealings by member name, as secure aggregation takes them.
  static func dealings(_ masked: [MemberID: MaskedStatement]) -> [String: Dealing] {
    Dictionary(uniqueKeysWithValues: masked.map { ($0.key.name, $0.value.content.body.dealing) })
  }

  /// What every statement of the round must name: round, K, an author of the roster.
  func check<Body>(_ statement: Statement<Body>, file: String) throws(Rejection) {
    guard statement.round == basis.round, statement.K == basis.K else {
      throw Rejection(.context, file: file, "stands on another result than round \(basis.round)")
    }
    guard let entry = basis.roster.members[statement.from] else {
      throw Rejection(.context, file: file, "its author is not in this round")
    }
    guard entry.incarnation == statement.incarnation else {
      throw Rejection(.context, file: file, "its author is in this round as another incarnation")
    }
  }
}
