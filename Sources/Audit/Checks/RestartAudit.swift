import Artifacts
import Rounds
import SecureAggregation
import Sodium

/// Audits a round whose outcome is a restart: people decided to go on from an earlier result.
struct RestartAudit: RoundFindings {
  var findings: [Finding] = []
  /// The result, where that on which it goes on is here.
  private(set) var result: KnownResult?

  let restart: Restart
  let files: RoundFiles
  let convictions: Convictions
  private let manifest: Manifest
  private let rules: ConsortiumRules
  var round: Int { files.round }

  /// Audits the restart, and every published copy of its outcome.
  ///
  /// - Parameter enrolments: the returns that lie here, by member and incarnation.
  init(
    _ restart: Restart, files: RoundFiles, nextCommits: [MemberID: Verified<CommitDocument>],
    library: ResultLibrary, convictions: Convictions, enrolments: [MemberID: [Int: Enrolment]],
    pruned: PrunedPayloads?, key: SealingKey?
  ) {
    self.restart = restart
    self.files = files
    self.convictions = convictions
    manifest = library.manifest
    rules = ConsortiumRules(manifest, library.verifier.ring)
    signatures()
    abandoned()
    members(enrolments)
    guard let tip = library.tip(of: restart), let result = library.outcome(of: restart) else {
      say(
        .wait, .restart, "the result on which the restart goes on is not here",
        file: "\(Place.roundFolder(restart.body.tipRound))/result.json",
        next: "wait for the transfer")
      return
    }
    self.result = result
    let schedule = RoundSchedule(manifest.plan)
    if let lost = schedule.census(after: tip.content.round, through: round) {
      say(
        .note, .restart,
        "round \(lost), the plan's census, is abandoned: \(RoundArithmetic.withoutCensus)"
      )
    }
    say(.ok, .links, "goes on from result \(short(tip.digest)) of round \(tip.content.round)")
    say(
      .ok, .ledger,
      "\(result.content.ledger.count) abandoned rounds charged as if they had been opened")
    var published = PublishedOutcome(
      files: files, nextCommits: nextCommits, convictions: convictions, manifest: manifest,
      folder: library.folder, pruned: pruned, key: key, publisher: nil)
    published.compare(
      result,
      results: files.results.values.filter { $0.content.outcome == .restart }
        .sorted { $0.place.member < $1.place.member })
    findings += published.findings
  }

  /// What belongs to the restart itself; the round that it abandoned is not judged.
  private mutating func signatures() {
    let own = files.rejected.filter { rejected in
      switch rejected.place.slot {
      case .restart, .result, .model: true
      default: false
      }
    }
    for rejected in own { findings.append(Finding(rejected.rejection, .signatures, round: round)) }
    for statement in files.restarts {
      do throws(Rejection) {
        try rules.check(statement)
      } catch {
        reject(error, .restart, by: statement.place.member)
      }
    }
  }

  private mutating func abandoned() {
    let signers = files.restarts.filter { $0.content.body == restart.body }.map(\.place.member)
    let first = restart.body.tipRound + 1
    let rounds = first == round ? "round \(round) is" : "rounds \(first) to \(round) are"
    say(
      .ok, .restart,
      "restart from round \(restart.body.tipRound) with "
        + "\(names(restart.body.members.keys.sorted())), signed by \(names(Set(signers).sorted())) "
        + "(coordinator \(manifest.coordinator), \(manifest.members.count) members); "
        + "\(rounds) abandoned")
    for statement in files.restarts where statement.content.body != restart.body {
      say(
        .note, .restart, "another restart of this round, which is not in force",
        file: statement.place.json)
    }
  }

  /// The keys with which members go on must be those that they themselves signed.
  private mutating func members(_ enrolments: [MemberID: [Int: Enrolment]]) {
    for (id, enrolment) in restart.body.members.sorted(by: { $0.key < $1.key }) {
      let place = Place(member: id, slot: .enrol(enrolment.incarnation))
      guard let here = enrolments[id]?[enrolment.incarnation] else {
        isMissing(place, .restart, "is named by the restart and is not here")
        continue
      }
      if here != enrolment {
        say(
          .fail, .restart, "is not the enrolment of \(id) that the restart names",
          file: place.json, next: "keep the folder: \(id) signed two, or people named false keys")
      }
    }
  }
}
