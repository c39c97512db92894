import Artifacts
import Rounds
import SecureAggregation
import Sodium

/// Compares what members published as the outcome of a round with what it must be.
struct PublishedOutcome: RoundFindings {
  var findings: [Finding] = []
  let files: RoundFiles
  let nextCommits: [MemberID: Verified<CommitDocument>]
  /// Commits of the next round that do not pass. That round may be one that nobody judges.
  var spoiltCommits: [RejectedFile] = []
  let convictions: Convictions
  let manifest: Manifest
  let folder: AuditFolder
  let pruned: PrunedPayloads?
  let key: SealingKey?
  /// Who is to publish, where somebody must; a restart can be derived without its files.
  let publisher: MemberID?
  /// Whether sum and model are what a publisher says, and were not recomputed.
  var isClaimed = false
  var round: Int { files.round }

  /// Compares results, commits and models.
  mutating func compare(_ expected: KnownResult, results: [Verified<ResultDocument>]) {
    for result in results {
      check(
        result.digest == expected.digest, result,
        isHere: results.map { $0.digest == expected.digest },
        "result by \(result.place.member) equals the recomputed one byte for byte")
    }
    // Where sum and model are somebody's word, a commit or model that does not fit may be right, and
    // the result the lie.
    let claim =
      key == nil || isClaimed
      ? results.first { $0.digest == expected.digest }?.place.json : nil
    compareCommits(expected.content, claim)
    compareModels(expected, claim)
  }

  /// Says whether a file is the right one. A false one whose publisher is convicted, beside a
  /// right one, is a fault that the protocol has dealt with.
  private mutating func check<Content>(
    _ holds: Bool, _ file: Verified<Content>, isHere: [Bool], _ message: String,
    beside: String? = nil
  ) {
    let fault = "does not hold: " + message + (beside.map { ", beside \($0)" } ?? "")
    if holds {
      say(.ok, .outcome, message)
    } else if isHere.contains(true) {
      accuse(file.place.member, .outcome, fault, file: file.place.json)
    } else {
      say(
        .fail, .outcome, fault, file: file.place.json,
        next: "\(file.place.member) signed it: keep the folder, tell the consortium")
    }
  }

  /// The commits that open the next round.
  private mutating func compareCommits(_ expected: ResultDocument, _ claim: String?) {
    // Whoever had closed a round before its restart published that round's own commit.
    let leftOver = files.results.filter {
      expected.outcome == .restart && $0.value.content.outcome != .restart
    }
    let published = nextCommits.values.sorted { $0.place.member < $1.place.member }
    for commit in published
    where commit.digest == expected.commit || leftOver[commit.place.member] == nil {
      check(
        commit.digest == expected.commit, commit,
        isHere: published.map { $0.digest == expected.commit },
        "commit of round \(round + 1) by \(commit.place.member) is the recomputed one",
        beside: claim)
    }
    guard published.isEmpty else { return }
    for spoilt in spoiltCommits {
      reject(spoilt.rejection, .outcome, by: spoilt.place.member)
    }
    if !spoiltCommits.contains(where: { blame($0.place.member) == .fail }), let publisher {
      isMissing(Place(member: publisher, round: round + 1, slot: .commit), .outcome)
    }
  }

  /// The sealed models: pinned by their statements, and with a key the recomputed one.
  private mutating func compareModels(_ expected: KnownResult, _ claim: String?) {
    let published = files.models.values.sorted { $0.place.member < $1.place.member }
      // Beside a restart there may be the model of the round that it abandoned.
      .filter { expected.content.outcome != .restart || $0.content.sees == [expected.digest] }
    if published.isEmpty, let publisher {
      isMissing(Place(member: publisher, round: round, slot: .model), .model)
    }
    let isHere = published.contains { $0.content.body.model == expected.content.model }
    let sealed = SealedReader(folder: folder)
    for statement in published {
      let author = statement.place.member
      do throws(Rejection) {
        try ModelRules.check(
          statement, result: expected.digest, closed: expected.content, manifest: manifest)
      } catch {
        let error = Rejection(
          error.code, file: error.file, error.message + (claim.map { ", \($0)" } ?? ""),
          remedy: error.remedy)
        // Without a right one the protocol has not dealt with it.
        if isHere {
          reject(error, .model, by: author)
        } else {
          findings.append(Finding(error, .model, round: round))
        }
        continue
      }
      let file: PinnedFile
      do throws(Rejection) {
        file = try sealed.pinned(statement, at: statement.place)
      } catch {
        if error.code == .missing, let pruned, pruned.isGone(statement.place) {
          say(.skip, .payloads, pruned.notKept([statement.place]))
          continue
        }
        findings.append(Finding(error, .payloads, round: round))
        continue
      }
      guard let key else { continue }
      do throws(Rejection) {
        let bytes = try sealed.model(
          file, of: statement, expected.content.session, with: key)
        decide(
          Digest(hashing: bytes) == expected.content.model, .model,
          "sealed model of \(author) is the recomputed one", statement)
      } catch {
        findings.append(Finding(error, .model, round: round))
      }
    }
  }
}
