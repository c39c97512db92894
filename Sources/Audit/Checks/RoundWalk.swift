import Artifacts
import DifferentialPrivacy
import ModelUpdate
import Rounds
import Sodium

/// Goes from round to round: what each stands on, the model between them, chains and ledger.
struct RoundWalk {
  private let folder: AuditFolder
  private let key: SealingKey?
  private let manifest: Verified<Manifest>
  private let genesis: RoundOutcome
  private let verifier: Verifier
  private var chains = ChainAudit()
  private var previous = -1
  private var results: [Int: Verified<ResultDocument>] = [:]

  init(
    folder: AuditFolder, key: SealingKey?, manifest: Verified<Manifest>, genesis: RoundOutcome
  ) {
    self.folder = folder
    self.key = key
    self.manifest = manifest
    self.genesis = genesis
    verifier = Verifier(session: manifest.digest, manifest: manifest.content)
  }

  /// Compares the files of round 0 with what is derived here.
  mutating func genesisFindings(
    _ approvals: [Verified<Statement<ApprovalBody>>]
  ) -> [Finding] {
    let files = files(0)
    chains.begin(files, approvals)
    previous = 0
    return GenesisAudit(genesis: genesis, manifest: manifest, folder: folder).check(files)
  }

  /// Audits one round.
  mutating func audit(_ round: Int) -> [Finding] {
    let files = files(round)
    let basis: RoundBasis
    do throws(Rejection) {
      basis = try self.basis(of: round)
    } catch {
      return [Finding(error, .links, round: round)]
    }
    let audit = RoundAudit(
      files: files, nextCommits: self.files(round + 1).commits, basis: basis, folder: folder,
      key: key
    ) {
      try model(before: basis)
    }
    if let result = audit.result { results[round] = result }
    defer { previous = round }
    return audit.findings + chains.check(files, isAdjacent: round == previous + 1)
  }

  /// The ledger over all rounds up to the last audited one.
  func closing(upTo last: Int) -> [Finding] {
    guard last > 0 else {
      return [
        Finding(
          .wait, .participants, "no round is here",
          next: "wait for the first round, or for the transfer")
      ]
    }
    guard let closed = results.keys.max(), let tip = results[closed] else {
      return [Finding(.skip, .ledger, "not added up: no audited round has a result that passes")]
    }
    return LedgerAudit(manifest: manifest.content, genesis: genesis).check(closed, tip: tip) {
      round, digest in
      copies(round).first { $0.digest == digest }
    }
  }

  private func files(_ round: Int) -> RoundFiles {
    RoundFiles(round, folder: folder, verifier: verifier, manifest: manifest.content)
  }

  /// What a round stands on: derived here, or the published result of the round before.
  ///
  /// A result that was not audited itself is taken only when the round's own masked statements
  /// of a quorum name its digest as their K; the checks of the round see to that, because every
  /// statement must carry exactly this K.
  private func basis(of round: Int) throws(Rejection) -> RoundBasis {
    if round == 1 {
      return try RoundBasis(after: genesis.result, digest: genesis.K, manifest: manifest.content)
    }
    guard let result = results[round - 1] ?? agreed(round) else {
      throw Rejection(
        .missing, file: "\(Place.roundFolder(round - 1))/result.json",
        "no valid result of round \(round - 1) is here")
    }
    return try RoundBasis(
      after: result.content, digest: result.digest, manifest: manifest.content)
  }

  /// Of the published results before a round, the one that most masked statements of the round
  /// name as their K: a false copy does not lead the audit astray.
  private func agreed(_ round: Int) -> Verified<ResultDocument>? {
    let named = files(round).masked.values.map(\.content.K)
    return copies(round - 1).max { left, right in
      let votes = [left, right].map { copy in named.count { $0 == copy.digest } }
      return votes[0] < votes[1]
    }
  }

  /// The valid copies of a round's result, by member.
  private func copies(_ round: Int) -> [Verified<ResultDocument>] {
    manifest.content.members.compactMap { member in
      let place = Place(member: member.id, round: round, slot: .result)
      return folder.read(place) { file throws(Rejection) in try verifier.result(file) }.value
    }
  }

  /// The model that a round trained on, opened and checked against the digest in its basis.
  private func model(before basis: RoundBasis) throws -> ModelState? {
    guard let key else { return nil }
    if basis.round == 1 { return genesis.model }
    let sealed = SealedReader(folder: folder, key: key)
    let before = files(basis.round - 1)
    guard let closed = results[basis.round - 1] ?? agreed(basis.round) else { return nil }
    var last = Rejection(
      .missing, file: "\(Place.roundFolder(basis.round - 1))/model.sealed",
      "no copy of the model before this round is here")
    // One good copy is enough; what is wrong with another is said where its round is audited.
    for statement in before.models.values.sorted(by: { $0.place.member < $1.place.member }) {
      do throws(Rejection) {
        try ModelRules.check(
          statement, result: closed.digest, closed: closed.content, manifest: manifest.content)
        let bytes = try sealed.model(statement, session: manifest.digest)
        guard Digest(hashing: bytes) == basis.model else { continue }
        return try RoundArithmetic(manifest.content.plan).decode(
          model: bytes, path: statement.place.sealed)
      } catch {
        last = error
      }
    }
    throw last
  }
}
