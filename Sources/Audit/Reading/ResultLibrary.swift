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

  /// How many may lie together; the same in every round.
  var colluding: Int { genesis.result.roster.c }

  /// The result of the round before that more than c members' masked files stand on: at least one
  /// honest member derived it. What fewer name may be a lie, also where the right one is not here.
  ///
  /// - Parameter standing: what the masked files of the round stand on, by author.
  func agreed(before round: Int, _ standing: [MemberID: Set<Digest>]) -> KnownResult? {
    func support(_ result: KnownResult) -> Int { Self.support(result.digest, standing) }
    let candidates =
      copies(round - 1)
      + restarts.filter { $0.round == round - 1 }.compactMap(outcome)
    return candidates.filter { support($0) > colluding }.max { support($0) < support($1) }
  }

  /// Whether a result that is its publisher's word stands against what others went on from: some
  /// name another, and no more than c this one.
  func isDoubted(_ result: KnownResult, _ standing: [MemberID: Set<Digest>]) -> Bool {
    Self.support(result.digest, standing) <= colluding
      && standing.values.contains { !$0.contains(result.digest) }
  }

  private static func support(_ K: Digest, _ standing: [MemberID: Set<Digest>]) -> Int {
    standing.values.count { $0.contains(K) }
  }
}
