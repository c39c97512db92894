import Artifacts
import DifferentialPrivacy
import ModelUpdate
import Rounds
import SecureAggregation
import Sodium

/// Audits one round: every public check, and with a key the sum and the model as well.
struct RoundAudit {
  /// The findings, in the order of the checks.
  var findings: [Finding] = []
  /// The result of the round, where one is published that fits.
  var result: Verified<ResultDocument>?

  let files: RoundFiles
  let nextCommits: [MemberID: Verified<CommitDocument>]
  let basis: RoundBasis
  let folder: AuditFolder
  let key: SealingKey?
  var round: Int { files.round }

  /// Audits a round that stands on a verified result.
  ///
  /// - Parameters:
  ///   - nextCommits: the commits of the round after, which this round's result names.
  ///   - previousModel: opens the model that the round trained on; `nil` without a key.
  init(
    files: RoundFiles, nextCommits: [MemberID: Verified<CommitDocument>], basis: RoundBasis,
    folder: AuditFolder, key: SealingKey?, previousModel: () throws -> ModelState?
  ) {
    self.files = files
    self.nextCommits = nextCommits
    self.basis = basis
    self.folder = folder
    self.key = key
    signatures()
    strangers()
    guard let rules = participants() else { return }
    leader()
    payloads()
    guard let closing = opening(rules) else { return }
    outcome(rules, closing, previousModel)
    heads()
  }

  // MARK: Public checks

  private mutating func signatures() {
    for rejection in files.rejections {
      findings.append(Finding(rejection, .signatures, round: round))
    }
    if files.rejections.isEmpty {
      say(.ok, .signatures, "\(files.count) signed files: canonical, signed, in their places")
    }
  }

  private mutating func strangers() {
    for path in files.strangers {
      say(.note, .files, "is no part of the protocol and was not read", file: path)
    }
  }

  private mutating func participants() -> RoundRules? {
    let ids = basis.roster.ids
    do {
      let rules = try RoundRules(basis)
      for statement in files.masked.values.sorted(by: { $0.place.member < $1.place.member }) {
        try rules.check(statement)
      }
      for (index, one) in ids.enumerated() {
        for other in ids[..<index] {
          guard let one = files.masked[one], let other = files.masked[other] else { continue }
          try rules.checkPair(one, other)
        }
      }
      let missing = ids.filter { files.masked[$0] == nil }
      guard missing.isEmpty else {
        for id in missing {
          isMissing(Place(member: id, round: round, slot: .masked), .participants)
        }
        return nil
      }
      say(.ok, .participants, "expected \(ids.count), in the sum \(ids.count): \(names(ids))")
      say(.ok, .dealings, "commitments, pair agreement and boxes of \(ids.count) masked files")
      return rules
    } catch {
      findings.append(Finding(error, .dealings, round: round))
    }
    return nil
  }

  private mutating func leader() {
    let commits = files.commits.values.sorted { $0.place.member < $1.place.member }
    for commit in commits where commit.digest != basis.commit {
      say(
        .fail, .links, "is not the commit that the result before names", file: commit.place.json,
        next: "its publisher signed a false commit")
    }
    if commits.isEmpty {
      isMissing(
        Place(member: basis.leader, round: round, slot: .commit), .links,
        "no member's folder holds it")
    } else if commits.allSatisfy({ $0.digest == basis.commit }) {
      say(.ok, .links, "stands on result \(short(basis.K)) and commit \(short(basis.commit))")
    }
    let planned = basis.manifest.plan.training.rounds
    if round > planned {
      say(
        .fail, .links, "the plan ends with round \(planned)",
        next: "every hospital should have stopped: tell the consortium")
    }
    let ranking = basis.leaders.map(\.name).joined(separator: ", ")
    say(.ok, .leader, "drawn from the commit's hash: \(ranking)")
    for publisher in files.results.keys.sorted() where publisher != basis.leader {
      say(.note, .leader, "result published by \(publisher), not by the leader \(basis.leader)")
    }
  }

  private mutating func payloads() {
    var pinned = 0
    for statement in files.masked.values.sorted(by: { $0.place.member < $1.place.member }) {
      pinned += isPinned(statement.content.payload[0], statement.place) ? 1 : 0
    }
    if pinned == files.masked.count {
      say(.ok, .payloads, "\(pinned) sealed vectors have the signed size and digest")
    }
  }

  /// Whether a sealed file is the one that its statement pins; says so if not.
  ///
  /// The statement was checked before, so the size that it names is a lawful one.
  mutating func isPinned(_ payload: Payload, _ place: Place) -> Bool {
    do throws(Rejection) {
      let bytes = try folder.bytes(place.sealed, limit: payload.bytes)
      if bytes.count < payload.bytes {
        throw Rejection(.missing, file: place.sealed, "is not here completely")
      }
      try SealedFile.check(bytes, pinned: payload, path: place.sealed)
      return true
    } catch {
      findings.append(Finding(error, .payloads, round: round))
      return false
    }
  }

  /// The shares, and what they open.
  private mutating func opening(_ rules: RoundRules) -> RoundClosing? {
    var valid: [MemberID: UnmaskStatement] = [:]
    for (id, unmask) in files.unmasked.sorted(by: { $0.key < $1.key }) {
      do {
        try rules.check(unmask, masked: files.masked)
        valid[id] = unmask
      } catch {
        findings.append(Finding(error, .shares, round: round))
      }
    }
    guard valid.count == files.unmasked.count else { return nil }
    guard valid.count >= basis.roster.t else {
      for id in basis.roster.ids where valid[id] == nil {
        isMissing(Place(member: id, round: round, slot: .unmask(0)), .shares)
      }
      return nil
    }
    say(
      .ok, .set,
      "one set of \(files.masked.count), named by \(valid.count) of \(basis.roster.ids.count) "
        + "members (quorum \(basis.roster.t))")
    say(.ok, .shares, "\(valid.count) unmask files hold shares that fit the dealers' commitments")
    do {
      let closing = try RoundClosing(rules: rules, masked: files.masked, unmasks: valid)
      say(.ok, .seeds, "seeds and nonces interpolated from the shares fit their commitments")
      return closing
    } catch {
      say(.fail, .seeds, error.message, next: error.remedy)
      return nil
    }
  }

  private mutating func heads() {
    for (id, unmask) in files.unmasked.sorted(by: { $0.key < $1.key }) {
      for (member, head) in unmask.content.body.heads.sorted(by: { $0.key < $1.key }) {
        let here = [files.masked[member]?.digest, files.unmasked[member]?.digest]
        guard !here.contains(head.digest) else { continue }
        say(
          .fail, .heads, "\(id) saw another statement \(head.seq) of \(member) than lies here",
          file: unmask.place.json, next: "\(member) or the folder's operator showed two versions")
        return
      }
    }
    say(.ok, .heads, "every member saw the statements that lie here")
  }

  // MARK: Saying

  mutating func say(
    _ word: Word, _ code: CheckCode, _ message: String, file: String? = nil, next: String? = nil
  ) {
    findings.append(Finding(word, code, round: round, message, file: file, next: next))
  }

  mutating func decide<Content>(
    _ holds: Bool, _ code: CheckCode, _ message: String, _ file: Verified<Content>
  ) {
    say(
      holds ? .ok : .fail, code, holds ? message : "does not hold: " + message,
      file: holds ? nil : file.place.json,
      next: holds ? nil : "\(file.place.member) signed it: keep the folder, tell the consortium")
  }

  mutating func isMissing(
    _ place: Place, _ code: CheckCode, _ why: String = "is not here"
  ) {
    say(
      .wait, code, why, file: place.json, next: "wait for the transfer, or ask \(place.member)")
  }

  private func names(_ ids: [MemberID]) -> String { ids.map(\.name).joined(separator: ", ") }
  func short(_ digest: Digest) -> String { String(digest.hex.prefix(16)) }
}
