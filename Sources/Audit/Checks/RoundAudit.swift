import Artifacts
import DifferentialPrivacy
import ModelUpdate
import Rounds
import SecureAggregation
import Sodium

/// Audits one round: every public check, and with a key the sum and the model as well.
struct RoundAudit {
  /// The findings, in the order of the checks.
  private(set) var findings: [Finding] = []
  /// The result of the round, where one is published that fits.
  private(set) var result: Verified<ResultDocument>?

  private let files: RoundFiles
  private let basis: RoundBasis
  private let folder: AuditFolder
  private let key: SealingKey?
  private var round: Int { files.round }

  /// Audits a round that stands on a verified result.
  ///
  /// - Parameters:
  ///   - previousModel: opens the model that the round trained on; `nil` without a key.
  init(
    files: RoundFiles, basis: RoundBasis, folder: AuditFolder, key: SealingKey?,
    previousModel: () throws -> ModelState?
  ) {
    self.files = files
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
    let ranking = basis.leaders.map(\.name).joined(separator: ", ")
    say(.ok, .leader, "drawn from the commit's hash: \(ranking)")
    for publisher in files.results.keys.sorted() where publisher != basis.leader {
      say(.note, .leader, "result published by \(publisher), not by the leader \(basis.leader)")
    }
  }

  private mutating func payloads() {
    var pinned = 0
    let statements =
      files.masked.values.map { ($0.place, $0.content.payload) }
      + files.models.values.map { ($0.place, $0.content.payload) }
    for (place, payload) in statements.sorted(by: { $0.0.description < $1.0.description }) {
      for payload in payload {
        do throws(Rejection) {
          let bytes = try folder.bytes(place.sealed, limit: max(payload.bytes, 1))
          if bytes.count < payload.bytes {
            throw Rejection(.missing, file: place.sealed, "is not here completely")
          }
          try SealedFile.check(bytes, pinned: payload, path: place.sealed)
          pinned += 1
        } catch {
          findings.append(Finding(error, .payloads, round: round))
        }
      }
    }
    if pinned == statements.reduce(0, { $0 + $1.1.count }) {
      say(.ok, .payloads, "\(pinned) sealed files have the signed size and digest")
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
      for (member, head) in unmask.content.body.heads.sorted(by: { $0.key < $1.key })
      where head.digest != files.masked[member]?.digest {
        say(
          .fail, .heads, "\(id) saw another statement \(head.seq) of \(member) than lies here",
          file: unmask.place.json, next: "\(member) or the folder's operator showed two versions")
        return
      }
    }
    say(.ok, .heads, "every member saw the statements that lie here")
  }

  // MARK: Sum, model, outcome

  private mutating func outcome(
    _ rules: RoundRules, _ closing: RoundClosing, _ previousModel: () throws -> ModelState?
  ) {
    let published = files.results.values.sorted { $0.place.member < $1.place.member }
    guard let first = published.first else {
      isMissing(Place(member: basis.leader, round: round, slot: .result), .outcome)
      return
    }
    do {
      let expected = try recompute(first, rules, closing, previousModel)
      decide(expected.ledger == first.content.ledger, .ledger, "this round's charge", first)
      let bytes = CanonicalJSON.encode(expected)
      for result in published {
        decide(
          bytes == result.bytes, .outcome,
          "result by \(result.place.member) equals the recomputed one byte for byte", result)
      }
      if published.allSatisfy({ $0.bytes == bytes }) { self.result = first }
    } catch let rejection as Rejection {
      findings.append(Finding(rejection, .aggregate, round: round))
    } catch {
      say(
        .fail, .aggregate, "cannot be recomputed: \(error)",
        next: "keep the folder, tell the consortium")
    }
  }

  /// The result as it must be: with a key from the sealed vectors, without one from the digests
  /// that the published result names.
  private mutating func recompute(
    _ published: Verified<ResultDocument>, _ rules: RoundRules, _ closing: RoundClosing,
    _ previousModel: () throws -> ModelState?
  ) throws -> ResultDocument {
    let claim = published.content
    guard let key, let model = try previousModel() else {
      say(.skip, .aggregate, "needs a member's or an auditor's key (--key)")
      say(.skip, .model, "needs a member's or an auditor's key (--key)")
      return try closing.result(claim.outcome, aggregate: claim.aggregate, model: claim.model)
    }
    let sealed = SealedReader(folder: folder, key: key)
    let sum = try closing.aggregate { try sealed.vector(files.masked[$0]!, rules) }
    let digest = Digest(hashing: sum.littleEndianBytes)
    decide(
      digest == claim.aggregate, .aggregate,
      "sum of \(files.masked.count) vectors of \(sum.count) numbers recomputed: \(short(digest))",
      published)
    let derived = try closing.outcome(aggregate: sum, model: model).result
    decide(
      derived.model == claim.model, .model,
      "model recomputed bit for bit: \(short(derived.model))", published)
    for statement in files.models.values.sorted(by: { $0.place.member < $1.place.member }) {
      let bytes = try sealed.model(statement, session: basis.session)
      decide(
        Digest(hashing: bytes) == derived.model && statement.content.body.model == derived.model,
        .model, "sealed model of \(statement.place.member) is the recomputed one", statement)
    }
    return derived
  }

  // MARK: Saying

  private mutating func say(
    _ word: Word, _ code: CheckCode, _ message: String, file: String? = nil, next: String? = nil
  ) {
    findings.append(Finding(word, code, round: round, message, file: file, next: next))
  }

  private mutating func decide<Content>(
    _ holds: Bool, _ code: CheckCode, _ message: String, _ file: Verified<Content>
  ) {
    say(
      holds ? .ok : .fail, code, holds ? message : "does not hold: " + message,
      file: holds ? nil : file.place.json,
      next: holds ? nil : "\(file.place.member) signed it: keep the folder, tell the consortium")
  }

  private mutating func isMissing(
    _ place: Place, _ code: CheckCode, _ why: String = "is not here"
  ) {
    say(
      .wait, code, why, file: place.json, next: "wait for the transfer, or ask \(place.member)")
  }

  private func names(_ ids: [MemberID]) -> String { ids.map(\.name).joined(separator: ", ") }
  private func short(_ digest: Digest) -> String { String(digest.hex.prefix(16)) }
}
