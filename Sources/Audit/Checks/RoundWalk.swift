import Artifacts
import DifferentialPrivacy
import ModelUpdate
import Rounds
import Sodium

/// Goes from round to round: what each stands on, the model between them, chains and ledger.
struct RoundWalk {
  let folder: AuditFolder
  let key: SealingKey?
  let manifest: Verified<Manifest>
  private let membership: MembershipAudit
  let folders: RoundFolders
  let library: ResultLibrary
  let history: RestartHistory
  private var convictions: Convictions
  private var chains = ChainAudit()
  private(set) var results: [Int: KnownResult] = [:]
  private(set) var model: (digest: Digest, state: ModelState)?
  private var next: RoundFiles?
  private var judged: Set<Int> = []

  init(
    folder: AuditFolder, key: SealingKey?, manifest: Verified<Manifest>, genesis: RoundOutcome,
    membership: MembershipAudit, folders: RoundFolders
  ) {
    self.folder = folder
    self.key = key
    self.manifest = manifest
    self.membership = membership
    self.folders = folders
    let verifier = Verifier(session: manifest.digest, manifest: manifest.content)
    var library = ResultLibrary(
      folder: folder, verifier: verifier, manifest: manifest.content, genesis: genesis)
    history = RestartHistory(folders, library)
    library.restarts = history.inForce
    self.library = library
    convictions = Convictions(
      folders, folder: folder, verifier: verifier, manifest: manifest.content,
      pardons: Array(history.followed.values))
    convictions.learn(DerivedOutcome(genesis), of: 0)
  }

  /// Compares the files of round 0 with what is derived here.
  mutating func genesisFindings(_ authored: [Authored]) -> [Finding] {
    let files = files(0)
    chains.add(authored + files.authored)
    return GenesisAudit(genesis: library.genesis, manifest: manifest, folder: folder).check(files)
  }

  /// Audits one round.
  mutating func audit(_ round: Int) -> [Finding] {
    let files = files(round)
    next = self.files(round + 1)
    chains.add(files.authored)
    judged.insert(round)
    return outcome(files)
      + EvidenceAudit(
        files.evidence, round: round, convictions: convictions,
        abandoned: Set(history.abandoned.keys)
      ).findings
  }

  private mutating func outcome(_ files: RoundFiles) -> [Finding] {
    let round = files.round
    if let restart = history.followed[round] { return follow(restart, files) }
    if let by = history.abandoned[round] {
      return [
        Finding(
          .note, .restart, round: round,
          "abandoned by the restart of round \(by); what lies here is not judged")
      ]
    }
    let basis: RoundBasis
    do throws(Rejection) {
      basis = try self.basis(of: round)
    } catch {
      return [Finding(error, .links, round: round)]
    }
    convictions.learn(DerivedOutcome(before: basis), of: round - 1)
    let ground = RoundAudit.Ground(
      basis: basis, isAfterRestart: history.followed[round - 1] != nil,
      nextCommits: next?.commits ?? [:], nextStanding: next?.standing ?? [:],
      membership: membership, convictions: convictions, folder: folder, key: key,
      previousModel: { [self] in try model(before: basis) })
    let audit = RoundAudit(files: files, ground: ground)
    convictions = audit.convictions
    if let result = audit.result { results[round] = result }
    if let state = audit.model, let digest = audit.result?.content.model { model = (digest, state) }
    return audit.findings
  }

  private mutating func follow(_ restart: Restart, _ files: RoundFiles) -> [Finding] {
    if let result = library.outcome(of: restart) {
      convictions.learn(result.outcome, of: restart.round)
    }
    let audit = RestartAudit(
      restart, files: files, nextCommits: next?.commits ?? [:], library: library,
      convictions: convictions, enrolments: membership.enrolments, key: key)
    if let result = audit.result { results[restart.round] = result }
    return audit.findings
  }

  /// What concerns all audited rounds together: late evidence, chains, the ledger.
  ///
  /// - Parameter rounds: the audited rounds.
  mutating func closing(_ rounds: [Int]) -> [Finding] {
    guard !rounds.isEmpty else {
      return [
        Finding(
          .wait, .participants, "no round is here",
          next: "wait for the first round, or for the transfer")
      ]
    }
    let begun = folders.begun
    let isAll = Set(begun).isSubset(of: rounds)
    let isFromStart = isAll || rounds == Array(1...rounds.count)
    var findings: [Finding] = []
    if isAll {
      // Evidence about the last round lies in the folder of the round after it.
      for round in folders.all where round > 0 && !judged.contains(round) {
        let files = files(round)
        chains.add(files.authored)
        findings +=
          EvidenceAudit(
            files.evidence, round: round, convictions: convictions,
            abandoned: Set(history.abandoned.keys)
          ).findings
      }
    }
    findings += chains.check(
      isFromStart: isFromStart, isAll: isAll, abandoned: Set(history.abandoned.keys),
      convictions: convictions)
    guard let closed = results.keys.max(), let tip = results[closed] else {
      return findings + [
        Finding(.skip, .ledger, "not added up: no audited round has a result that passes")
      ]
    }
    return findings
      + LedgerAudit(
        library: library, restarts: history.followed, folders: folders
      ).check(tip)
  }

  private func files(_ round: Int) -> RoundFiles {
    if let next, next.round == round { return next }
    return RoundFiles(
      round, folder: folder, verifier: library.verifier, manifest: manifest.content)
  }
}
