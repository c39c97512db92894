import Artifacts
import ModelUpdate
import Rounds
import SecureAggregation
import Sodium

/// Audits one round: every public check, and with a key the sum and the model as well.
struct RoundAudit: RoundFindings {
  /// What a round is audited against.
  struct Ground {
    let basis: RoundBasis
    /// Whether the result before is a restart: files that stand on another are left over.
    let isAfterRestart: Bool
    /// The commits of the round after, which this round's result names.
    let nextCommits: [MemberID: Verified<CommitDocument>]
    /// What the masked files of the round after stand on.
    let nextStanding: [MemberID: Set<Digest>]
    let membership: MembershipAudit
    let convictions: Convictions
    let folder: AuditFolder
    let key: SealingKey?
    /// Opens the model that the round trained on; `nil` without a key.
    let previousModel: () throws -> ModelState?
  }

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

  // MARK: What lies there

  private mutating func signatures() {
    // Those of masked files are said when it is known whether they matter.
    for rejected in files.rejected where rejected.author == nil {
      findings.append(Finding(rejected.rejection, .signatures, round: round))
    }
    if files.rejected.isEmpty {
      say(.ok, .signatures, "\(files.count) signed files: canonical, signed, in their places")
    }
    for path in files.strangers {
      say(.note, .files, "is no part of the protocol and was not read", file: path)
    }
  }

  /// Restarts that the hospitals did not follow.
  private mutating func restarts() {
    let rules = ConsortiumRules(basis.manifest, session: basis.session)
    for statement in files.restarts {
      do throws(Rejection) {
        try rules.check(statement)
        say(
          .note, .restart, "a restart that is not in force, or came when the round was closed",
          file: statement.place.json)
      } catch {
        reject(error, .restart, by: statement.place.member)
      }
    }
  }

  private mutating func leader() {
    let commits = files.commits.values.sorted { $0.place.member < $1.place.member }
    let isHere = commits.contains { $0.digest == basis.commit }
    for commit in commits where commit.digest != basis.commit {
      let message = "is not the commit that the result before names"
      if ground.isAfterRestart {
        say(.note, .links, message + ", which is a restart", file: commit.place.json)
      } else if isHere {
        accuse(commit.place.member, .links, message, file: commit.place.json)
      } else {
        say(
          .fail, .links, message, file: commit.place.json,
          next: "its publisher signed a false commit")
      }
    }
    if isHere || ground.isAfterRestart {
      say(.ok, .links, "stands on result \(short(basis.K)) and commit \(short(basis.commit))")
    } else if commits.isEmpty {
      isMissing(
        Place(member: basis.leader, round: round, slot: .commit), .links,
        "no member's folder holds it")
    }
    let planned = basis.manifest.plan.training.rounds
    if round > planned {
      say(
        .fail, .links, "the plan ends with round \(planned)",
        next: "every hospital should have stopped: tell the consortium")
    }
    say(.ok, .leader, "drawn from the commit's hash: \(names(basis.leaders))")
    let publishers = files.results.keys.sorted()
    if !publishers.isEmpty, !publishers.contains(basis.leader) {
      say(
        .note, .leader,
        "leader \(basis.leader) was silent or absent; published by \(names(publishers))")
    }
  }
}
