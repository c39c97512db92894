import Artifacts
import SecureAggregation
import Sodium

/// A masked file whose statement fits its round.
public typealias MaskedStatement = Verified<Statement<MaskedBody>>
/// An unmask file whose statement fits its round.
public typealias UnmaskStatement = Verified<Statement<UnmaskBody>>
/// The statement that pins a published model.
public typealias ModelStatement = Verified<Statement<ModelBody>>

/// What a reader checks before it acts on a round's files; needs no secret.
public struct RoundRules: Sendable {
  /// The round.
  public let basis: RoundBasis
  /// The round's numbers for masking and sharing.
  public let context: RoundContext

  /// The rules of a round.
  public init(_ basis: RoundBasis) throws(Rejection) {
    self.basis = basis
    context = try basis.aggregation()
  }

  /// The type of a masked payload.
  public var payloadType: String { context.ringWidth == .bits64 ? "u64le" : "u32le" }

  /// Checks a masked file by itself: round, author, payload pin, dealing, next keys.
  public func check(_ masked: MaskedStatement) throws(Rejection) {
    let file = masked.place.json
    let statement = masked.content
    try check(statement, file: file)
    guard statement.sees == [basis.K] else {
      throw Rejection(.context, file: file, "field 'sees' is not the result that it stands on")
    }
    guard statement.payload.count == 1, let payload = statement.payload.first,
      payload.name == "masked.sealed", payload.type == payloadType,
      payload.bytes
        == SealedFile.size(
          plaintext: context.count * context.ringWidth.bytes,
          readers: basis.manifest.readers.count)
    else {
      throw Rejection(.field, file: file, "field 'payload' is not one sealed vector of this round")
    }
    do {
      try statement.body.dealing.validateShape(for: masked.place.member.name, in: context)
      _ = try statement.body.next.member(statement.from)
    } catch {
      throw Rejection(.sharing, file: file, error.message)
    }
  }

  /// Checks that two masked files agree on the pair seed of their authors.
  public func checkPair(_ one: MaskedStatement, _ other: MaskedStatement) throws(Rejection) {
    do {
      try one.content.body.dealing.consistent(
        from: one.place.member.name, with: other.content.body.dealing,
        from: other.place.member.name)
    } catch {
      throw Rejection(
        .sharing, file: one.place.json,
        "does not agree with \(other.place.json), one of both is false: \(error.message)")
    }
  }

  /// Checks the shares of an unmask file against the dealers' commitments.
  ///
  /// - Parameter masked: the round's valid masked files.
  public func check(
    _ unmask: UnmaskStatement, masked: [MemberID: MaskedStatement]
  ) throws(Rejection) {
    let file = unmask.place.json
    let statement = unmask.content
    try check(statement, file: file)
    let set = RoundSet(masked: masked.mapValues(\.digest))
    guard statement.body.ballot == 0, statement.body.set == set.digest else {
      throw Rejection(.context, file: file, "field 'set' is not the set of all masked files")
    }
    let heads = masked.mapValues { Head(seq: $0.content.seq, digest: $0.digest) }
    guard statement.body.heads == heads else {
      throw Rejection(.field, file: file, "field 'heads' is not the masked statements that it sees")
    }
    guard statement.sees == set.members.map({ set.masked[$0]! }) else {
      throw Rejection(.context, file: file, "field 'sees' is not the set's masked files")
    }
    guard statement.payload.isEmpty else {
      throw Rejection(.field, file: file, "field 'payload' is not empty")
    }
    do {
      try statement.body.shares.verify(
        from: unmask.place.member.name, set: set.members.map(\.name),
        dealings: Self.dealings(masked), in: context)
    } catch {
      throw Rejection(.sharing, file: file, error.message)
    }
  }

  /// The dealings by member name, as secure aggregation takes them.
  static func dealings(_ masked: [MemberID: MaskedStatement]) -> [String: Dealing] {
    Dictionary(uniqueKeysWithValues: masked.map { ($0.key.name, $0.value.content.body.dealing) })
  }

  private func check<Body>(_ statement: Statement<Body>, file: String) throws(Rejection) {
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
