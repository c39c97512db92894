import Artifacts
import Sodium

/// Whatever checks the files of one round and says what it found.
protocol RoundFindings {
  /// The findings, in the order of the checks.
  var findings: [Finding] { get set }
  /// The round.
  var round: Int { get }
  /// Whom evidence convicts.
  var convictions: Convictions { get }
}

extension RoundFindings {
  /// What a fault of a member is: the protocol has dealt with whom evidence convicts.
  func blame(_ author: MemberID) -> Word {
    convictions.against(author, in: round) == nil ? .fail : .note
  }

  mutating func say(
    _ word: Word, _ code: CheckCode, _ message: String, file: String? = nil, next: String? = nil
  ) {
    let advice = word == .fail || word == .wait ? next : nil
    findings.append(Finding(word, code, round: round, message, file: file, next: advice))
  }

  /// Says that a member has done what the protocol forbids.
  mutating func accuse(
    _ author: MemberID, _ code: CheckCode, _ message: String, file: String,
    isHandled: Bool = false
  ) {
    let word: Word = isHandled ? .note : blame(author)
    let proof = convictions.against(author, in: round).map { "; evidence: \($0.place.json)" } ?? ""
    say(
      word, code, message + (word == .note ? proof : ""), file: file,
      next: "\(author) signed it: keep the folder, tell the consortium")
  }

  /// Says why a file is not taken.
  ///
  /// - Parameter isHandled: whether the protocol has gone on without it.
  mutating func reject(
    _ rejection: Rejection, _ code: CheckCode, by author: MemberID, isHandled: Bool = false
  ) {
    let finding = Finding(rejection, code, round: round)
    let isNote = isHandled || finding.word == .fail && blame(author) == .note
    say(
      isNote ? .note : finding.word, code, finding.message, file: finding.file, next: finding.next)
  }

  mutating func decide<Content>(
    _ holds: Bool, _ code: CheckCode, _ message: String, _ file: Verified<Content>
  ) {
    if holds {
      say(.ok, code, message)
    } else {
      accuse(file.place.member, code, "does not hold: " + message, file: file.place.json)
    }
  }

  mutating func isMissing(
    _ place: Place, _ code: CheckCode, _ why: String = "is not here"
  ) {
    say(
      .wait, code, why, file: place.json, next: "wait for the transfer, or ask \(place.member)")
  }

  func names(_ ids: some Sequence<MemberID>) -> String {
    ids.map(\.name).joined(separator: ", ")
  }

  func short(_ digest: Digest) -> String { String(digest.hex.prefix(16)) }
}
