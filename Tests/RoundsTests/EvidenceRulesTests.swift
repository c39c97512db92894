import Artifacts
import Rounds
import Sodium
import Testing

/// Evidence convicts exactly those who signed against the protocol.
@Suite struct EvidenceRulesTests {
  private let play: RoundPlay
  private let genesis: RoundOutcome
  private let closed: RoundOutcome
  private let liar: MemberID
  private let rules: EvidenceRules

  init() throws {
    play = try RoundPlay(Hospitals(4))
    genesis = try play.hospitals.genesis()
    closed = try play.close(play.unmasks(), on: genesis)
    liar = play.ids[3]
    rules = EvidenceRules(
      play.hospitals.manifest.content, Verifier(KeyRing(play.hospitals.manifest)))
  }

  /// Judges evidence by another member; it knows the outcomes of rounds 0 and 1.
  private func judge(
    _ kind: EvidenceBody.Kind, _ place: Place, _ files: [UnverifiedFile]
  ) throws -> Offence {
    let evidence = play.hospitals.sign(
      EvidenceBody(kind: kind, place: place, copies: files.map(SignedCopy.init)),
      at: Place(member: play.ids[0], round: 1, slot: .evidence(1)), K: play.basis.K, sees: [])
    let outcomes = [0: DerivedOutcome(genesis), 1: DerivedOutcome(closed)]
    return try rules.offence(of: evidence) { outcomes[$0] }
  }

  private func code(
    _ kind: EvidenceBody.Kind, _ place: Place, _ files: [UnverifiedFile]
  ) -> Rejection.Code? {
    rejection { _ = try judge(kind, place, files) }?.code
  }

  /// The result of round 1 with another model, signed by the liar.
  private func falseResult(round: Int = 1) throws -> Verified<ResultDocument> {
    let truth = closed.result
    return try play.hospitals.sign(
      ResultDocument(
        session: truth.session, round: round, outcome: truth.outcome, K: truth.K, set: truth.set,
        seeds: truth.seeds, aggregate: truth.aggregate, model: .zero, ledger: truth.ledger,
        roster: truth.roster, commit: truth.commit),
      by: liar, slot: .result)
  }

  @Test func twoFilesForOnePlaceConvict() throws {
    let one = play.vote(.open(play.set()), by: liar)
    let other = play.vote(.void(play.set()), by: liar)
    #expect(
      try judge(.equivocation, one.place, [one.file, other.file])
        == Offence(.equivocation, at: one.place))
    // The same file twice, one alone, three: no proof.
    #expect(code(.equivocation, one.place, [one.file, one.file]) == .field)
    #expect(code(.equivocation, one.place, [one.file]) == .field)
    #expect(code(.equivocation, one.place, []) == .field)
    #expect(code(.equivocation, one.place, [one.file, other.file, other.file]) == .field)
  }

  /// Nobody can be convicted with files of other places, other hands or other sessions.
  @Test func forgedEvidenceIsRefused() throws {
    let place = Place(member: liar, round: 1, slot: .vote(1))
    let first = play.vote(.open(play.set()), by: liar)
    let second = play.vote(.open(play.set()), by: liar, ballot: 2)
    let foreign = play.vote(.void(play.set()), by: play.ids[1])
    let stranger = try RoundPlay(Hospitals(4))
    let elsewhere = stranger.vote(.void(stranger.set()), by: liar)
    // What was signed names its place: a file of another ballot cannot be moved here.
    #expect(code(.equivocation, place, [first.file, second.file]) == .place)
    for file in [foreign.file, elsewhere.file] {
      #expect(code(.equivocation, place, [first.file, file]) == .signature)
    }
    var bytes = first.bytes
    bytes[bytes.count / 2] ^= 1
    let altered = UnverifiedFile(place: place, bytes: bytes, signature: first.signature)
    #expect(code(.equivocation, place, [first.file, altered]) == .signature)
    let nobody = Place(member: try #require(MemberID("h9")), round: 1, slot: .vote(1))
    #expect(code(.equivocation, nobody, [first.file, second.file]) == .field)
  }

  @Test func aFalseOutcomeConvicts() throws {
    let lie = try falseResult()
    #expect(
      try judge(.falseOutcome, lie.place, [lie.file]) == Offence(.falseOutcome, at: lie.place))
    let commit = try play.hospitals.sign(
      CommitDocument(
        session: closed.commit.session, round: 2, prev: .zero, nonces: closed.commit.nonces),
      by: liar, slot: .commit)
    // A commit does not say on what it stands: it convicts nobody.
    #expect(code(.falseOutcome, commit.place, [commit.file]) == .context)
    let model = play.hospitals.sign(
      ModelBody(model: .zero), at: Place(member: liar, round: 1, slot: .model),
      K: play.basis.K, sees: [closed.K])
    #expect(
      try judge(.falseOutcome, model.place, [model.file])
        == Offence(.falseOutcome, at: model.place))
    #expect(code(.falseOutcome, lie.place, [lie.file, lie.file]) == .field)
    #expect(code(.falseOutcome, lie.place, []) == .field)
  }

  @Test func aTrueOutcomeDoesNotConvict() throws {
    let result = try play.hospitals.sign(closed.result, by: liar, slot: .result)
    let commit = try play.hospitals.sign(closed.commit, by: liar, slot: .commit)
    let model = play.hospitals.sign(
      ModelBody(model: closed.result.model), at: Place(member: liar, round: 1, slot: .model),
      K: play.basis.K, sees: [closed.K])
    #expect(code(.falseOutcome, result.place, [result.file]) == .field)
    #expect(code(.falseOutcome, commit.place, [commit.file]) == .field)
    #expect(code(.falseOutcome, model.place, [model.file]) == .field)
    let vote = play.vote(.open(play.set()), by: liar)
    #expect(code(.falseOutcome, vote.place, [vote.file]) == .field)
    let unknown = try falseResult(round: 8)
    #expect(code(.falseOutcome, unknown.place, [unknown.file]) == .missing)
  }
}
