import Artifacts
import Rounds
import Sodium

/// The evidence of all rounds, and whom it convicts.
struct Convictions {
  /// Evidence that proves what it says.
  private(set) var proven: [(evidence: EvidenceStatement, offence: Offence)] = []
  private let evidence: [EvidenceStatement]
  private let rules: EvidenceRules
  private let verifier: Verifier
  private var outcomes: [Int: DerivedOutcome] = [:]
  private let pardons: [Restart]

  /// Reads the evidence of all rounds.
  ///
  /// - Parameter pardons: the restarts that were followed; each takes its members in again.
  init(
    _ folders: RoundFolders, folder: AuditFolder, verifier: Verifier, manifest: Manifest,
    pardons: [Restart]
  ) {
    rules = EvidenceRules(manifest, verifier)
    self.verifier = verifier
    self.pardons = pardons
    evidence = folders.all.flatMap { folders.places("evidence-", in: $0) }.compactMap { place in
      folder.read(place) { file throws(Rejection) in
        try verifier.statement(EvidenceBody.self, file)
      }.value
    }
    judge()
  }

  /// Takes in the outcome of a round, so that evidence about it can be judged.
  mutating func learn(_ outcome: DerivedOutcome, of round: Int) {
    guard outcomes[round] != outcome else { return }
    outcomes[round] = outcome
    judge()
  }

  /// Takes in the outcomes that another audit of this consortium has derived and that are not known
  /// here.
  mutating func learn(from other: Convictions) {
    outcomes.merge(other.outcomes) { known, _ in known }
    judge()
  }

  /// Whether any member has laid evidence.
  var hasEvidence: Bool { !evidence.isEmpty }

  /// What an evidence file proves; `.missing` where the outcome that it is about is not known.
  func offence(of evidence: EvidenceStatement) throws(Rejection) -> Offence {
    try rules.offence(of: evidence) { outcomes[$0] }
  }

  /// The evidence that convicts a member, as it counts in a round: what a restart forgave does not
  /// excuse what came after.
  func against(_ member: MemberID, in round: Int) -> EvidenceStatement? {
    proven.first { evidence, offence in
      offence.place.member == member
        && !pardons.contains { restart in
          restart.body.members[member] != nil && evidence.place.round <= restart.round
            && restart.round < round
        }
    }?.evidence
  }

  /// The newest restart before a round that took a member in again; 0 where there was none.
  func pardon(of member: MemberID, before round: Int) -> Int {
    pardons.filter { $0.body.members[member] != nil && $0.round < round }.map(\.round).max() ?? 0
  }

  /// What members signed for a slot of a round, as evidence shows it.
  func copies<Body>(_ round: Int, _ body: Body.Type) -> [Verified<Statement<Body>>] {
    proven.filter { $0.offence.kind == .equivocation && $0.offence.place.round == round }
      .flatMap { evidence, offence in
        evidence.content.body.copies.compactMap { copy -> Verified<Statement<Body>>? in
          copy.file(at: offence.place).flatMap { try? verifier.statement(body, $0) }
        }
      }
  }

  private mutating func judge() {
    proven = evidence.compactMap { evidence in
      (try? offence(of: evidence)).map { (evidence: evidence, offence: $0) }
    }
  }
}
