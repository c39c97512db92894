import Artifacts
import ModelUpdate
import SecureAggregation
import Sodium

/// Round 0: derived from the manifest, the admitted enrolments and all approvals.
public enum Genesis {
  /// Derives the outcome of round 0, on which round 1 stands.
  ///
  /// The approvals have to be there and are not part of it: each says only the manifest's digest,
  /// and a member that signed two different files for one approval would give two geneses.
  ///
  /// - Parameters:
  ///   - enrolments: the first enrolment of every member, each pinned by the manifest.
  ///   - approvals: the approval of every member.
  ///   - start: the founder's `plan.safetensors`, where the plan names one.
  /// - Throws: `Rejection` naming the file that is missing or does not fit.
  public static func outcome(
    manifest: Verified<Manifest>,
    enrolments: [MemberID: Verified<Statement<EnrolmentBody>>],
    approvals: [MemberID: Verified<Statement<ApprovalBody>>], start: [UInt8]? = nil
  ) throws(Rejection) -> RoundOutcome {
    let session = manifest.digest
    let content = manifest.content
    var entries: [MemberID: Roster.Entry] = [:]
    for member in content.members {
      entries[member.id] = try entry(
        member, manifest: manifest, enrolment: enrolments[member.id],
        approval: approvals[member.id])
    }
    let arithmetic = try RoundArithmetic(content.plan)
    _ = try arithmetic.parameters(n: entries.count, of: entries.count)
    let model = try arithmetic.initialModel(
      start: start, path: Place(member: content.coordinator, slot: .plan).parameters)
    let roster = arithmetic.roster(entries, of: entries.count)
    let commit = CommitDocument(session: session, round: 1, prev: .zero, nonces: [:])
    let result = ResultDocument(
      session: session, round: 0, outcome: .genesis, K: session, set: RoundSet(masked: [:]),
      model: Digest(hashing: model.file), ledger: [],
      roster: roster, commit: Digest(hashing: CanonicalJSON.encode(commit)))
    return RoundOutcome(
      result: result, commit: commit, model: model.state, modelBytes: model.file)
  }

  /// A member's place in the first roster, if its enrolment and approval fit the manifest.
  private static func entry(
    _ member: Manifest.Member, manifest: Verified<Manifest>,
    enrolment: Verified<Statement<EnrolmentBody>>?,
    approval: Verified<Statement<ApprovalBody>>?
  ) throws(Rejection) -> Roster.Entry {
    let enrolmentPlace = Place(member: member.id, slot: .enrol(1))
    let approvalPlace = Place(member: member.id, slot: .approval)
    guard let enrolment else {
      throw Rejection(.missing, file: enrolmentPlace.json, "is not here yet")
    }
    guard let approval else {
      throw Rejection(.missing, file: approvalPlace.json, "is not here yet")
    }
    guard enrolment.digest == member.enrolment,
      enrolment.content.body.identity == member.identity,
      enrolment.content.body.sealing == member.sealing
    else {
      throw Rejection(
        .context, file: enrolment.place.json, "is not the enrolment that the manifest admits")
    }
    let before = manifest.content.plan.follows?.session
    guard enrolment.content.body.formerly.map({ $0.session == before }) ?? true else {
      throw Rejection(
        .context, file: enrolment.place.json,
        "field 'formerly' names another consortium than the one that the plan follows")
    }
    guard approval.content.body.manifest == manifest.digest else {
      throw Rejection(.context, file: approval.place.json, "approves another manifest")
    }
    let keys = enrolment.content.body.keys
    do {
      _ = try keys.member(member.id)
    } catch {
      // In the roster such keys would stop every member at round 1.
      throw Rejection(.sharing, file: enrolment.place.json, error.message)
    }
    return Roster.Entry(incarnation: 1, keys: keys)
  }
}
