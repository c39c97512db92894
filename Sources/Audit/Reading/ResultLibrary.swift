import Artifacts
import Rounds
import Sodium

/// Finds results by round and digest: published ones, the genesis, and those that restarts derive.
struct ResultLibrary {
  let folder: AuditFolder
  let verifier: Verifier
  let manifest: Manifest
  let genesis: RoundOutcome
  /// Restarts in force, whether followed or not.
  var restarts: [Restart] = []

  /// The valid published copies of a round's result, by member.
  func copies(_ round: Int) -> [KnownResult] {
    manifest.members.compactMap { member in
      let place = Place(member: member.id, round: round, slot: .result)
      return folder.read(place) { file throws(Rejection) in
        try verifier.document(ResultDocument.self, file)
      }.value.map { KnownResult($0) }
    }
  }

  /// The result of a round with a digest.
  func find(_ digest: Digest, round: Int) -> KnownResult? {
    if round == 0 { return digest == genesis.K ? KnownResult(genesis.result) : nil }
    if let copy = copies(round).first(where: { $0.digest == digest }) { return copy }
    return restarts.filter { $0.round == round }.compactMap(outcome).first { $0.digest == digest }
  }

  /// The results of a round that are known: the genesis, published copies, what restarts derive.
  func known(_ round: Int) -> [KnownResult] {
    round == 0
      ? [KnownResult(genesis.result)]
      : copies(round) + restarts.filter { $0.round == round }.compactMap(outcome)
  }

  /// The result on which a restart goes on.
  func tip(of restart: Restart) -> KnownResult? {
    find(restart.body.tip, round: restart.body.tipRound)
  }

  /// The result that a restart is, where that on which it goes on is here.
  func outcome(of restart: Restart) -> KnownResult? {
    // A tip lies in an earlier round, so this ends.
    guard let tip = tip(of: restart) else { return nil }
    return (try? restart.result(tip: tip.content, manifest: manifest)).map { KnownResult($0) }
  }

  /// The masked statements of a round, each valid by itself, by author.
  func masked(_ round: Int) -> [MemberID: MaskedStatement] {
    statements(round, .masked, MaskedBody.self)
  }

  /// The statements of one slot of a round, by author.
  func statements<Body>(
    _ round: Int, _ slot: Slot, _ body: Body.Type
  ) -> [MemberID: Verified<Statement<Body>>] {
    var found: [MemberID: Verified<Statement<Body>>] = [:]
    for member in manifest.members.map(\.id) {
      found[member] =
        folder.read(Place(member: member, round: round, slot: slot)) { file throws(Rejection) in
          try verifier.statement(body, file)
        }.value
    }
    return found
  }

  /// The result of the round before that most masked files of a round stand on: a false copy does
  /// not lead the audit astray, also where the right one is not here.
  func agreed(before round: Int) -> KnownResult? {
    let named = masked(round).values.map(\.content.K)
    func support(_ K: Digest) -> Int { named.count { $0 == K } }
    let candidates =
      copies(round - 1)
      + restarts.filter { $0.round == round - 1 }.compactMap(outcome)
    let best = candidates.max { support($0.digest) < support($1.digest) }
    guard let best, support(best.digest) == 0,
      let basis = try? RoundBasis(after: best.content, digest: best.digest, manifest: manifest)
    else { return best }
    let isAbandoned = Set(named).contains { support($0) >= basis.roster.t }
    return isAbandoned ? nil : best
  }
}
