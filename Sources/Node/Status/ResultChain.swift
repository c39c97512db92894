import Artifacts
import Rounds
import Sodium

/// A result that is known: published, or derived without any secret.
struct KnownResult {
  let content: ResultDocument
  let digest: Digest

  init(_ content: ResultDocument, digest: Digest? = nil) {
    self.content = content
    self.digest = digest ?? Digest(hashing: CanonicalJSON.encode(content))
  }
}

/// The results of closed rounds, each found by the digest that the next stands on.
struct ResultChain {
  let files: VerifiedFolder
  let genesis: ResultDocument
  let restarts: [Restart]

  /// Who has published a result.
  func publishers(of result: KnownResult) -> [MemberID] {
    files.results(of: result.content.round).filter { $0.digest == result.digest }
      .map(\.place.member)
  }

  /// The result of a round with a digest.
  func find(_ digest: Digest, round: Int) -> KnownResult? {
    if round == 0 {
      let first = KnownResult(genesis)
      return first.digest == digest ? first : nil
    }
    if let copy = files.results(of: round).first(where: { $0.digest == digest }) {
      return KnownResult(copy.content, digest: digest)
    }
    return restarts.filter { $0.round == round }.compactMap(outcome).first { $0.digest == digest }
  }

  /// The result on which a result stands; for a restart the one that people went back to.
  func before(_ result: KnownResult) -> KnownResult? {
    let round = result.content.round
    guard result.content.outcome == .restart else {
      return find(result.content.K, round: round - 1)
    }
    for earlier in (0..<max(round, 0)).reversed() {
      if let tip = find(result.content.K, round: earlier) { return tip }
    }
    return nil
  }

  /// The newest result on which the consortium stands, as far as the files tell: its word,
  /// then whatever follows from it.
  func newest(decided: (KnownResult) -> Choice?) -> KnownResult {
    var newest = word() ?? KnownResult(genesis)
    while let next = follower(of: newest, decided: decided) { newest = next }
    return newest
  }

  /// The newest result that more than c members have named in the round after it.
  private func word() -> KnownResult? {
    for round in Set(files.ids.flatMap { files.rounds(of: $0) }).sorted(by: >) where round > 1 {
      let standing = files.standing(in: round)
      let published = files.results(of: round - 1).map {
        KnownResult($0.content, digest: $0.digest)
      }
      let results =
        published + restarts.filter { $0.round == round - 1 }.compactMap(outcome)
      guard !standing.isEmpty,
        let word = ConsortiumWord.result(
          standing: standing,
          results: Dictionary(results.map { ($0.digest, $0.content) }) { first, _ in first },
          manifest: files.manifest.content)
      else { continue }
      return results.first { $0.digest == word }
    }
    return nil
  }

  /// What follows on a result: a restart, or a published result that the round's files allow.
  private func follower(
    of result: KnownResult, decided: (KnownResult) -> Choice?
  ) -> KnownResult? {
    let round = result.content.round + 1
    if let restart = restarts.last(where: { $0.round >= round }), let outcome = outcome(of: restart)
    {
      return outcome
    }
    let published = files.results(of: round).filter { $0.content.K == result.digest }
    guard !published.isEmpty else { return nil }
    let choice = decided(result)
    return published.first { copy in choice.map { copy.content.set == $0.set } ?? true }
      .map { KnownResult($0.content, digest: $0.digest) }
  }

  /// The result that a restart is, where that on which it goes on is here.
  private func outcome(of restart: Restart) -> KnownResult? {
    // A tip lies in an earlier round, so this ends.
    guard let tip = find(restart.body.tip, round: restart.body.tipRound) else { return nil }
    return (try? restart.result(tip: tip.content, manifest: files.manifest.content))
      .map { KnownResult($0) }
  }
}
