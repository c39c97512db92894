import Artifacts
import ModelUpdate
import Rounds
import SecureAggregation
import Sodium

/// Audits one round: every public check, and with a key the sum and the model as well.
struct RoundAudit: RoundFindings {
  var findings: [Finding] = []
  /// The result of the round, as far as it is certain.
  var result: KnownResult?
  /// The model after the round, where it was recomputed.
  var model: ModelState?
  var convictions: Convictions

  let files: RoundFiles
  let ground: Ground
  var basis: RoundBasis { ground.basis }
  var round: Int { files.round }

  /// Masked files that fit the round, by digest; those that only evidence shows included.
  var masked: [Digest: MaskedStatement] = [:]
  /// Why masked files do not fit; by the place where they lie.
  var misfits: [(copy: MaskedCopy, rejection: Rejection)] = []
  /// Votes that fit, by ballot.
  var votes: [Int: [MemberID: VoteStatement]] = [:]
  /// Unmask files that fit, or whose masked files are not all here.
  var unmasked: [MemberID: [Int: UnmaskStatement]] = [:]
  /// Those that were checked completely.
  var checkedUnmasks: Set<Digest> = []
  /// Whose opened vectors are gone, as the plan allows.
  var lost: [MemberID] = []
  /// Whether sum and model are what a publisher says, and were not recomputed.
  var isClaimed = false

  /// Audits a round that stands on a known result.
  init(files: RoundFiles, ground: Ground) {
    self.files = files
    self.ground = ground
    convictions = ground.convictions
    signatures()
    restarts()
    leader()
    do throws(Rejection) {
      let rules = try RoundRules(basis)
      takeMasked(rules)
      takeBallots(rules)
      let choice = Ballots(view).decided
      participants(choice)
      dealings(choice, rules)
      versions()
      payloads(choice)
      ballots()
      locks()
      if let choice { close(choice, rules) } else { isInWork() }
    } catch {
      findings.append(Finding(error, .dealings, round: round))
    }
    heads()
    if result == nil, findings.allSatisfy({ $0.word != .fail && $0.word != .wait }) {
      say(
        .wait, .outcome, "what lies here does not close the round",
        next: "wait for the transfer, or for the hospitals")
    }
  }

  /// What the verified files say, as a member would see it.
  var view: RoundView {
    var view = RoundView(basis: basis)
    for statement in masked.values {
      view.statements[statement.place.member, default: []].insert(statement.digest)
    }
    view.masked = view.statements
    view.votes = votes.mapValues { $0.mapValues(\.content.body.choice) }
    view.unmasked = unmasked.mapValues { $0.mapValues(\.content.body.choice) }
    return view
  }

  /// Whether a file of this round is left over from before a restart: its author had closed the
  /// restart's round before people decided otherwise.
  func isLeftOver(_ K: Digest) -> Bool { ground.isAfterRestart && K != basis.K }
}
