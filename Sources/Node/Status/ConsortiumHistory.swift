import Artifacts
import Rounds
import Sodium

/// Entries, departures, restarts and evidence as the shared directory shows them, with what is not
/// taken and why.
struct ConsortiumHistory {
  /// The incarnations under which a member has asked to enter, after its first.
  private(set) var returns: [MemberID: Set<Int>] = [:]
  /// Why an incarnation of a member has left: `cap` or `asked`.
  private(set) var leaves: [MemberID: [Int: String]] = [:]
  /// Whom the members' people want out.
  private(set) var expulsions: Expulsions
  /// The entries after the first that members have signed themselves.
  private(set) var entries: Set<Enrolment> = []
  /// The restarts in force that name only such entries, rounds rising.
  private(set) var restarts: [Restart] = []
  /// Who has signed a restart in force, by its round.
  private(set) var signers: [Int: [MemberID]] = [:]
  /// Evidence with the round in which it lies; not judged yet.
  private(set) var evidence: [Verified<Statement<EvidenceBody>>] = []
  /// Files that are not taken.
  private(set) var aside: [Rejection] = []
  /// Has the members' keys.
  let verifier: Verifier

  /// Reads everything once.
  ///
  /// - Parameter searched: the rounds whose folders are searched for evidence and restarts.
  init(_ files: VerifiedFolder, in searched: ClosedRange<Int>) {
    verifier = files.verifier
    let rules = ConsortiumRules(files.manifest.content, verifier.ring)
    expulsions = Expulsions(files.manifest.content)
    var decisions: [Verified<Statement<RestartBody>>] = []
    for id in files.ids {
      for place in files.places(of: id, round: nil) {
        attempt { history throws(Rejection) in
          switch place.slot {
          case .enrol(let number) where number > 1:
            let enrolment = try files.statement(EnrolmentBody.self, at: place)
            try rules.check(enrolment)
            history.returns[id, default: []].insert(number)
            history.entries.insert(Enrolment(enrolment))
          case .leave(let number):
            let leave = try files.statement(LeaveBody.self, at: place)
            try rules.check(leave)
            history.leaves[id, default: [:]][number] = leave.content.body.reason
          case .expel:
            let expulsion = try files.statement(ExpelBody.self, at: place)
            try rules.check(expulsion)
            history.expulsions.insert(expulsion)
          default: break
          }
        }
      }
    }
    // Who was expelled may have been taken in again at any time since.
    let oldest = expulsions.oldestRound ?? .max
    for id in files.ids {
      for round in files.rounds(of: id) where round >= oldest || searched.contains(round) {
        for place in files.places(of: id, round: round) {
          attempt { history throws(Rejection) in
            switch place.slot {
            case .restart:
              let restart = try files.statement(RestartBody.self, at: place)
              try rules.check(restart)
              decisions.append(restart)
            case .evidence where searched.contains(round):
              history.evidence.append(try files.statement(EvidenceBody.self, at: place))
            default: break
            }
          }
        }
      }
    }
    restarts = Restart.inForce(decisions, manifest: files.manifest.content).filter { restart in
      restart.body.members.values.allSatisfy(entries.contains)
    }
    for restart in restarts {
      signers[restart.round] = decisions.filter {
        $0.place.round == restart.round && $0.content.body == restart.body
      }.map(\.place.member).sorted()
    }
  }

  /// Why people have put a member out of a round; `nil` where they have not, or have taken it in
  /// again.
  func expulsion(of id: MemberID, in round: Int) -> Expulsions.Ground? {
    let pardon = restarts.filter { $0.body.members[id] != nil && $0.round < round }.map(\.round)
    return expulsions.ground(against: id, after: pardon.max() ?? 0, through: round)
  }

  /// The restart that a result is.
  func restart(behind result: KnownResult) -> Restart? {
    restarts.first { $0.round == result.content.round && $0.body.tip == result.content.K }
  }

  private mutating func attempt(_ take: (inout ConsortiumHistory) throws(Rejection) -> Void) {
    do throws(Rejection) {
      try take(&self)
    } catch {
      aside.append(error)
    }
  }
}
