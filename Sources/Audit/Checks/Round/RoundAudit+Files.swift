import Artifacts
import Rounds
import Sodium

/// What lies there at all, what the round stands on, and who was to lead it.
extension RoundAudit {
  mutating func signatures() {
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
  mutating func restarts() {
    // No entry is held against it, so nobody's later keys are needed.
    let ring = KeyRing(session: basis.session, manifest: basis.manifest)
    let rules = ConsortiumRules(basis.manifest, ring)
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

  mutating func leader() {
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
      noCommit()
    }
    let planned = RoundSchedule(basis.manifest.plan).lastRound
    if round > planned {
      say(
        .fail, .links, "the plan ends with round \(planned)",
        next: "every hospital should have stopped: tell the consortium")
    }
    say(.ok, .leader, "drawn from the commit's hash: \(names(basis.leaders))")
    let publishers = files.results.keys.sorted()
    if !publishers.isEmpty, !publishers.contains(basis.leader) {
      let silent = basis.leaders.prefix { !publishers.contains($0) }.dropFirst()
      say(
        .note, .leader,
        "leader \(basis.leader) was silent or absent; "
          + (silent.isEmpty ? "" : "next in rank and silent as well: \(names(silent)); ")
          + "published by \(names(publishers))")
    }
  }

  /// The commit that opens a round comes with the result on which the round stands.
  private mutating func noCommit() {
    let why = "no member's folder holds it"
    if let opener = ground.opener() {
      isMissing(Place(member: opener, round: round, slot: .commit), .links, why)
    } else {
      say(
        .wait, .links, why, file: "\(Place.roundFolder(round))/commit.json",
        next: "wait for the transfer")
    }
  }
}
