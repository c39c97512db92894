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
  let membership: MembershipAudit
  let folders: RoundFolders
  let library: ResultLibrary
  let history: RestartHistory
  let pruned: PrunedPayloads?
  private(set) var convictions: Convictions
  var chains = ChainAudit()
  private(set) var results: [Int: KnownResult] = [:]
  private(set) var model: (digest: Digest, state: ModelState)?
  private var next: RoundFiles?
  private var ahead: RoundsAhead?
  private(set) var judged: Set<Int> = []
  /// Rounds whose result is its publisher's word although there is a key: their files are not kept.
  private(set) var claimed: Set<Int> = []

  init(
    folder: AuditFolder, key: SealingKey?, manifest: Verified<Manifest>, genesis: RoundOutcome,
    membership: MembershipAudit, folders: RoundFolders
  ) {
    self.folder = folder
    self.key = key
    self.manifest = manifest
    self.membership = membership
    self.folders = folders
    let verifier = membership.verifier
    var library = ResultLibrary(
      folder: folder, verifier: verifier, manifest: manifest.content, genesis: genesis)
    history = RestartHistory(folders, library)
    library.restarts = history.inForce
    self.library = library
    pruned = PrunedPayloads(folders, library)
    convictions = Convictions(
      folders, folder: folder, verifier: verifier, manifest: manifest.content,
      pardons: Array(history.followed.values))
    convictions.learn(DerivedOutcome(genesis), of: 0)
  }

  /// Compares the files of round 0 with what is derived here.
  mutating func genesisFindings(_ authored: [Authored]) -> [Finding] {
    let files = files(0)
    chains.add(authored + files.authored)
    return GenesisAudit(
      genesis: library.genesis, manifest: manifest, folder: folder, pruned: pruned
    ).check(files)
  }

  /// Audits rounds in their order, several at a time.
  ///
  /// - Parameters:
  ///   - width: how many at a time.
  ///   - progress: told before each part which of how many rounds is its last.
  mutating func audit(
    _ rounds: [Int], width: Int, progress: (Int, Int) -> Void
  ) -> [Finding] {
    var findings: [Finding] = []
    for start in stride(from: 0, to: rounds.count, by: width) {
      let part = Array(rounds[start..<min(start + width, rounds.count)])
      progress(start + part.count, rounds.count)
      var known = ahead?.files ?? [:]
      if let next { known[next.round] = next }
      ahead = RoundsAhead(part, for: self, known: known)
      for round in part { findings += audit(round) }
    }
    ahead = nil
    return findings
  }

  /// Audits one round.
  private mutating func audit(_ round: Int) -> [Finding] {
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
    let audit: RoundAudit
    if let made = ahead?.audits[round], made.basis.K == basis.K {
      audit = made
      convictions.learn(from: audit.convictions)
    } else {
      let ground = ground(basis, next) { [self] in try model(before: basis) }
      audit = RoundAudit(files: files, ground: ground)
      convictions = audit.convictions
    }
    if let result = audit.result { results[round] = result }
    if audit.isClaimed { claimed.insert(round) }
    if let state = audit.model, let digest = audit.result?.content.model { model = (digest, state) }
    return audit.findings
  }

  private mutating func follow(_ restart: Restart, _ files: RoundFiles) -> [Finding] {
    if let result = library.outcome(of: restart) {
      convictions.learn(result.outcome, of: restart.round)
    }
    let audit = RestartAudit(
      restart, files: files, nextCommits: next?.commits ?? [:], library: library,
      convictions: convictions, enrolments: membership.enrolments, pruned: pruned,
      key: key)
    if let result = audit.result { results[restart.round] = result }
    return audit.findings
  }

  func files(_ round: Int) -> RoundFiles {
    if let next, next.round == round { return next }
    return ahead?.files[round] ?? read(round)
  }
}
