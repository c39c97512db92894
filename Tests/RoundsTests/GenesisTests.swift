import Artifacts
import ModelUpdate
import Rounds
import Sodium
import Testing

/// Round 0: the same for everybody, and refused while anything is missing or wrong.
@Suite struct GenesisTests {
  @Test func isDeterminedByTheSignedFiles() throws {
    let hospitals = try Hospitals(4)
    let (one, other) = (try hospitals.genesis(), try hospitals.genesis())
    #expect(one.resultBytes == other.resultBytes)
    #expect(one.modelBytes == other.modelBytes)
    #expect(one.commit == other.commit)
    #expect(one.K == Digest(hashing: one.resultBytes))
  }

  @Test func namesEverythingThatRoundOneStandsOn() throws {
    let hospitals = try Hospitals(5)
    let genesis = try hospitals.genesis()
    let result = genesis.result
    let session = hospitals.manifest.digest
    #expect((result.round, result.outcome, result.K) == (0, .genesis, session))
    #expect(result.set.masked.isEmpty && result.seeds.isEmpty && result.ledger.isEmpty)
    #expect(result.aggregate == .zero)
    #expect(result.model == Digest(hashing: genesis.modelBytes))
    #expect(result.commit == Digest(hashing: CanonicalJSON.encode(genesis.commit)))
    #expect(genesis.commit == CommitDocument(session: session, round: 1, prev: .zero, nonces: [:]))
    #expect((result.roster.c, result.roster.t, result.roster.m) == (1, 4, 4))
    #expect(
      result.roster.members
        == hospitals.secrets.mapValues { Roster.Entry(incarnation: 1, keys: $0.keys) })
    let basis = try hospitals.firstBasis()
    #expect((basis.round, basis.K, basis.model) == (1, genesis.K, result.model))
    #expect(basis.leaders == LeaderDraw.ranking(hospitals.ids, commit: result.commit))
    let model = try RoundArithmetic(hospitals.manifest.content.plan)
      .decode(model: genesis.modelBytes, path: "model")
    #expect(model == genesis.model)
  }

  /// The refusal with one member's file exchanged or taken away.
  private func refusal(
    _ hospitals: Hospitals, enrolment: Verified<Statement<EnrolmentBody>>?? = nil,
    approval: Verified<Statement<ApprovalBody>>?? = nil
  ) -> Rejection? {
    let id = hospitals.ids[1]
    var (enrolments, approvals) = (hospitals.enrolments, hospitals.approvals)
    if let enrolment { enrolments[id] = enrolment }
    if let approval { approvals[id] = approval }
    return rejection {
      _ = try Genesis.outcome(
        manifest: hospitals.manifest, enrolments: enrolments, approvals: approvals)
    }
  }

  @Test func waitsForEveryEnrolmentAndApproval() throws {
    let hospitals = try Hospitals(3)
    let noEnrolment = refusal(hospitals, enrolment: .some(nil))
    #expect(noEnrolment?.code == .missing)
    #expect(noEnrolment?.file == "h2/consortium/enrol-0001.json")
    let noApproval = refusal(hospitals, approval: .some(nil))
    #expect(noApproval?.code == .missing)
    #expect(noApproval?.file == "h2/consortium/approval.json")
  }

  @Test func refusesEnrolmentsThatTheManifestDoesNotAdmit() throws {
    let hospitals = try Hospitals(3)
    let id = hospitals.ids[1]
    #expect(refusal(hospitals) == nil)
    for other in [
      try hospitals.enrolment(of: id), try hospitals.enrolment(of: id, identity: .generate()),
      try hospitals.enrolment(of: id, keys: HeldSecrets().keys),
    ] {
      #expect(refusal(hospitals, enrolment: other)?.code == .context)
    }
  }

  @Test func refusesApprovalsOfAnotherManifest() throws {
    let hospitals = try Hospitals(3)
    let approval = hospitals.approval(of: Digest(hashing: [9]), by: hospitals.ids[1])
    let refused = refusal(hospitals, approval: approval)
    #expect(refused?.code == .context)
    #expect(refused?.file == "h2/consortium/approval.json")
  }

  @Test func strangersChangeNothing() throws {
    let hospitals = try Hospitals(3)
    let stranger = try #require(MemberID("h9"))
    var approvals = hospitals.approvals
    approvals[stranger] = hospitals.approval(of: hospitals.manifest.digest, by: stranger)
    let outcome = try Genesis.outcome(
      manifest: hospitals.manifest, enrolments: hospitals.enrolments, approvals: approvals)
    #expect(try outcome.resultBytes == hospitals.genesis().resultBytes)
  }

  @Test func refusesKeysThatWouldStopRoundOne() throws {
    for commitment in [
      String(repeating: "0", count: 64), String(repeating: "f", count: 64), "", "no point",
    ] {
      let hospitals = try Hospitals(3, nonceCommitmentOfSecond: commitment)
      let refused = rejection { _ = try hospitals.genesis() }
      #expect(refused?.code == .sharing, "\(commitment)")
      #expect(refused?.file == "h2/consortium/enrol-0001.json")
    }
  }

  @Test(arguments: [
    Plan.small(seed: -1), .small(ring: 16), .small(rounds: 0), .small(nominalRecords: 0),
    .small(learningRate: 0.0), .small(inputs: 0), .small(inputs: -2),
    .small(inputs: 1 << 53 - 1),
  ])
  func refusesPlansThatCannotBeRun(_ plan: Plan) throws {
    let hospitals = try Hospitals(3, plan: plan)
    let refused = rejection { _ = try hospitals.genesis() }
    #expect(refused?.code == .field)
    #expect(refused?.file == "manifest.json")
  }

  @Test func refusesTwoHospitals() throws {
    let hospitals = try Hospitals(2)
    #expect(rejection { _ = try hospitals.genesis() }?.code == .field)
  }
}
