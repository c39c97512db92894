import Artifacts
import Rounds
import SecureAggregation
import Sodium

/// The masked files: which fit, which contradict, and their sealed vectors.
extension RoundAudit {
  /// Checks every masked file by itself.
  mutating func takeMasked(_ rules: RoundRules) {
    for copy in files.masked.sorted(by: { $0.key < $1.key }).flatMap(\.value) {
      do throws(Rejection) {
        try rules.check(copy.statement)
        masked[copy.statement.digest] = copy.statement
      } catch {
        misfits.append((copy, error))
      }
    }
    for statement in convictions.copies(round, MaskedBody.self)
    where (try? rules.check(statement)) != nil { masked[statement.digest] = statement }
  }

  /// Says what does not fit, and who contradicts whom: inside the set it is a fault, outside it
  /// shows that the round went on without a member that lied.
  mutating func dealings(_ choice: Choice?, _ rules: RoundRules) {
    var count = masked.count
    for rejected in files.rejected {
      guard let author = rejected.author else { continue }
      if isLost(author, choice) {
        // Evidence about another round excuses nothing that this one needs.
        self.findings.append(Finding(rejected.rejection, .signatures, round: round))
      } else {
        reject(rejected.rejection, .signatures, by: author, isHandled: isOutside(author, choice))
      }
    }
    for (copy, rejection) in misfits {
      let isOut = isOutside(copy.author, choice) || isLeftOver(copy.statement.content.K)
      reject(rejection, .dealings, by: copy.author, isHandled: isOut)
    }
    let files = masked.values.sorted { ($0.place.member, $0.digest) < ($1.place.member, $1.digest) }
    for (index, one) in files.enumerated() {
      for other in files[..<index] where other.place.member != one.place.member {
        guard !rules.agree(one, other) else { continue }
        count -= 1
        let isIn = choice.map { choice in
          choice.kind == .open && choice.set.masked[one.place.member] != nil
            && choice.set.masked[other.place.member] != nil
        }
        let isHandled = blame(one.place.member) == .note || blame(other.place.member) == .note
        let message =
          "\(other.place.member) and \(one.place.member) name different seeds for their common "
          + "mask: one of them lies"
        // In a round that is not decided yet its members can still leave one out.
        if isIn == true, !isHandled {
          say(
            .fail, .dealings, message, file: one.place.json,
            next: "no honest member opens such a set: keep the folder, tell the consortium")
        } else {
          say(.note, .dealings, message, file: one.place.json)
        }
      }
    }
    if misfits.isEmpty, count == masked.count, !masked.isEmpty {
      say(.ok, .dealings, "commitments, pair agreement and boxes of \(count) masked files")
    }
  }

  /// Two versions of one member's masked file, where nobody has made evidence of them.
  mutating func versions() {
    for (author, copies) in files.masked.sorted(by: { $0.key < $1.key }) {
      guard let second = copies.first(where: { $0.statement.digest != copies[0].statement.digest })
      else { continue }
      accuse(
        author, .ballots,
        "\(author) signed two masked files: \(copies[0].place.json) is another",
        file: second.place.json)
    }
  }

  /// The sealed vectors beside masked files and beside copies of them.
  mutating func payloads(_ choice: Choice?) {
    let sealed = SealedReader(folder: ground.folder)
    var pinned: [Digest] = []
    var gone: [Place] = []
    var spoilt: [(copy: MaskedCopy, rejection: Rejection)] = []
    for copy in files.masked.sorted(by: { $0.key < $1.key }).flatMap(\.value)
    where masked[copy.statement.digest] != nil {
      do throws(Rejection) {
        _ = try sealed.pinned(copy.statement, at: copy.place)
        pinned.append(copy.statement.digest)
      } catch {
        if error.code == .missing, ground.pruned?.isGone(copy.place) ?? false {
          gone.append(copy.place)
        } else {
          spoilt.append((copy, error))
        }
      }
    }
    for (copy, rejection) in spoilt {
      let digest = copy.statement.digest
      if choice?.kind == .open, choice?.set.masked[copy.author] == digest, !pinned.contains(digest)
      {
        // Opened, and whole nowhere, whatever evidence there is against its author.
        findings.append(Finding(rejection, .payloads, round: round))
      } else {
        // What is not opened is not needed; an absence may be just why it is not.
        reject(
          rejection, .payloads, by: copy.author,
          isHandled: isOutside(copy.author, choice) || choice?.kind == .void)
      }
    }
    if let choice, choice.kind == .open { opened(choice.set, pinned, sealed) }
    if let pruned = ground.pruned, !gone.isEmpty { say(.skip, .payloads, pruned.notKept(gone)) }
    if !pinned.isEmpty {
      say(.ok, .payloads, "\(pinned.count) sealed vectors have the signed size and digest")
    }
  }

  /// Of every opened version one right vector has to be here, whoever signed it.
  private mutating func opened(_ set: RoundSet, _ pinned: [Digest], _ sealed: SealedReader) {
    for id in set.members {
      guard let statement = masked[set.masked[id]!], !pinned.contains(statement.digest),
        vectorPlaces(id).allSatisfy({ place in
          (try? sealed.pinned(statement, at: place)) == nil
        })
      else { continue }
      if let pruned = ground.pruned, vectorPlaces(id).contains(where: pruned.isGone) {
        lost.append(id)
        continue
      }
      say(
        .wait, .payloads, "the sealed vector that was opened is not here, or not as it was signed",
        file: statement.place.sealed, next: "wait for the transfer; others may have a copy")
    }
  }

  /// Where a member's sealed vector may lie: in its own folder, and beside copies.
  func vectorPlaces(_ id: MemberID) -> [Place] {
    let places = (files.masked[id] ?? []).map(\.place)
    return places.isEmpty ? [Place(member: id, round: round, slot: .masked)] : places
  }

  /// Whether a member's masked file was opened, and no right copy of it is here.
  private func isLost(_ id: MemberID, _ choice: Choice?) -> Bool {
    guard let choice, choice.kind == .open, let opened = choice.set.masked[id] else { return false }
    return masked[opened] == nil
  }

  /// Whether the round was decided without a member.
  func isOutside(_ id: MemberID, _ choice: Choice?) -> Bool {
    choice.map { $0.set.masked[id] == nil } ?? false
  }
}
