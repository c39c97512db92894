import Artifacts
import ModelUpdate
import Rounds
import Sodium

/// Holds a consortium against the one that its plan follows.
struct SuccessionAudit {
  let manifest: Verified<Manifest>
  let folder: AuditFolder
  /// An audit of the folder of the consortium before; `nil` where none was named.
  let before: ConsortiumAuditor?

  /// The findings; none where the plan follows nothing.
  ///
  /// - Throws: ``AuditError`` 64 when a folder is named and the plan follows nothing.
  func findings() throws(AuditError) -> [Finding] {
    guard let follows = manifest.content.plan.follows else {
      guard before == nil else {
        throw AuditError(
          64, "the plan of this consortium follows no other", remedy: "leave --before out")
      }
      return []
    }
    guard let before else {
      return [
        Finding(
          .skip, .succession,
          "goes on from round \(follows.round) of session \(follows.session.hex), with the account "
            + "of \(follows.chargedRounds) rounds; not held against its folder: give --before")
      ]
    }
    let examination: Examination
    do {
      examination = try before.examine(.rounds([follows.round]))
    } catch {
      guard error.status == 66 else { throw error }
      return [
        Finding(
          .wait, .succession, "--before: \(error.message)",
          next: "give the folder of session \(follows.session.hex)")
      ]
    }
    guard examination.manifest?.digest == follows.session else {
      return [refused("the folder given with --before is that of another session")]
    }
    guard let walk = examination.walk, let result = walk.results[follows.round],
      examination.report.verdict.verdict == .verified
    else { return [unverified(follows, examination.report.verdict)] }
    let (chain, fault) = walk.ledger.chain(to: result)
    guard fault == nil else { return [unverified(follows, Verdict([fault].compactMap { $0 }))] }
    do {
      return try compare(
        Predecessor(
          walk.manifest, walk.membership.verifier.ring, results: chain.map(\.content)),
        start(result, walk), walk)
    } catch {
      return [
        error.code == .missing ? Finding(error, .succession, round: nil) : refused(error.message)
      ]
    }
  }

  private func compare(
    _ consortium: Predecessor, _ start: Digest?, _ walk: RoundWalk
  ) throws(Rejection) -> [Finding] {
    let (file, plan) = (manifest.place.json, manifest.content.plan)
    let last = try consortium.check(plan, file: file)
    if let start, plan.start?.digest != start {
      throw Rejection(
        .context, file: file,
        "the plan starts from other parameters than those after the round that it follows")
    }
    let standings = standings(consortium)
    try consortium.check(manifest.content, standings, file: file)
    let beyond = RoundsBeyond(walk, last: last, standings)
    guard beyond.uncharged.isEmpty else {
      throw Rejection(
        .context, file: file,
        "the plan charges rounds up to \(last), and round \(beyond.uncharged[0]) has begun as well")
    }
    let model =
      start == nil
      ? Finding(
        .skip, .succession,
        "the model that it starts from: no key of the consortium before, or not kept")
      : Finding(.ok, .succession, "starts from the model of the consortium before")
    return [
      Finding(
        .ok, .succession,
        "goes on from a round that verifies, and counts its charges for rounds 1 to \(last)"),
      model,
    ] + beyond.notes + notes(consortium, standings)
  }

  /// The digest of the parameters after the round; `nil` without a key that opens them.
  private func start(_ result: KnownResult, _ walk: RoundWalk) throws(Rejection) -> Digest? {
    do {
      guard let state = try walk.model(after: result) else { return nil }
      return Digest(
        hashing: try StartFile.encode(
          state.parameters, architecture: walk.manifest.content.plan.model))
    } catch let error as Rejection {
      throw error
    } catch is PrunedModel {
      return nil
    } catch {
      throw Rejection(.payload, file: result.file, "its model cannot be opened")
    }
  }

  private func standings(_ consortium: Predecessor) -> [MemberID: Predecessor.Standing] {
    var standings: [MemberID: Predecessor.Standing] = [:]
    for member in manifest.content.members.map(\.id) {
      let found = folder.read(Place(member: member, slot: .enrol(1))) { file throws(Rejection) in
        try Verifier.enrolment(file)
      }
      // Its absence is told where approvals and enrolments are.
      if let enrolment = found.value {
        standings[member] = consortium.standing(of: member, enrolment.content.body)
      }
    }
    return standings
  }

  private func notes(
    _ consortium: Predecessor, _ standings: [MemberID: Predecessor.Standing]
  ) -> [Finding] {
    let members = standings.sorted { $0.key < $1.key }.compactMap { member, standing in
      standing.change(of: member)
    }
    let departed = consortium.departed(from: manifest.content).map { "\($0) is no longer a member" }
    let plan = PlanDifference.lines(
      from: consortium.manifest.content.plan, to: manifest.content.plan)
    return (members + departed + plan.map { "the plan: \($0)" }).map {
      Finding(.note, .succession, $0)
    }
  }

  private func unverified(_ follows: SuccessionPlan, _ verdict: Verdict) -> Finding {
    Finding(
      verdict.verdict == .violated ? .fail : .wait, .succession,
      "round \(follows.round) of the consortium before does not verify",
      next:
        "'decaph-audit verify round-\(follows.round)' on the folder given with --before says why")
  }

  private func refused(_ message: String) -> Finding {
    Finding(
      .fail, .succession, message, file: manifest.place.json,
      next: "ask the hospitals: this is no continuation of the consortium that it names")
  }
}
