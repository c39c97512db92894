import Artifacts
import DifferentialPrivacy
import ModelUpdate
import Sodium

/// A restart in force: people decided from which result to go on, and with whom.
public struct Restart: Sendable {
  /// The round whose outcome it is.
  public let round: Int
  /// What was decided.
  public let body: RestartBody

  /// The restarts that are in force: signed by the coordinator, or by more than half of the
  /// manifest's members with one body. Where two are in force for one round none is followed, for
  /// then members have signed both.
  ///
  /// - Parameter statements: valid restart statements.
  public static func inForce(
    _ statements: [Verified<Statement<RestartBody>>], manifest: Manifest
  ) -> [Restart] {
    var signers: [Int: [RestartBody: Set<MemberID>]] = [:]
    for statement in statements {
      signers[statement.place.round, default: [:]][statement.content.body, default: []]
        .insert(statement.place.member)
    }
    return signers.compactMap { round, bodies in
      let valid = bodies.filter { _, members in
        members.contains(manifest.coordinator) || 2 * members.count > manifest.members.count
      }
      guard valid.count == 1, let body = valid.keys.first else { return nil }
      return Restart(round: round, body: body)
    }.sorted { $0.round < $1.round }
  }

  /// The outcome that takes the place of the abandoned rounds.
  ///
  /// Each of them is charged as if it had been opened: its masked files were paid for. Its roster may
  /// have been another than the tip's, so each costs as much as the dearest roster's dearest set.
  /// - Parameters:
  ///   - tip: the result to go on from; its digest is the one in the body.
  ///   - model: the model after it, and its file.
  public func outcome(
    tip: ResultDocument, model: ModelState, file: [UInt8], manifest: Manifest
  ) throws(Rejection) -> RoundOutcome {
    RoundOutcome(
      result: try result(tip: tip, manifest: manifest), commit: commit(tip: tip), model: model,
      modelBytes: file)
  }

  /// The result that takes the place of the abandoned rounds.
  public func result(tip: ResultDocument, manifest: Manifest) throws(Rejection) -> ResultDocument {
    let arithmetic = try RoundArithmetic(manifest.plan)
    var ledger: [LedgerEntry] = []
    for abandoned in tip.round..<round {
      ledger.append(
        try arithmetic.charge(
          n: manifest.members.count, of: manifest.members.count,
          kind: arithmetic.schedule.kind(of: abandoned + 1)))
    }
    return ResultDocument(
      session: tip.session, round: round, outcome: .restart, K: body.tip,
      set: RoundSet(masked: [:]), model: tip.model,
      ledger: ledger,
      roster: arithmetic.roster(
        body.members.mapValues(\.entry), of: manifest.members.count),
      commit: Digest(hashing: CanonicalJSON.encode(commit(tip: tip))))
  }

  /// The commit of the next round; no nonce is opened.
  public func commit(tip: ResultDocument) -> CommitDocument {
    CommitDocument(session: tip.session, round: round + 1, prev: tip.commit, nonces: [:])
  }
}
