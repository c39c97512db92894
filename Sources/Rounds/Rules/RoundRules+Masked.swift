import Artifacts
import SecureAggregation
import Sodium

/// What a masked file must be.
extension RoundRules {
  /// Checks a masked file by itself: round, author, payload pin, dealing, next keys, newcomers.
  public func check(_ masked: MaskedStatement) throws(Rejection) {
    let file = masked.place.json
    let statement = masked.content
    try check(statement, file: file)
    guard statement.sees == [basis.K] else {
      throw Rejection(.context, file: file, "field 'sees' is not the result that it stands on")
    }
    guard statement.payload.count == 1, let payload = statement.payload.first,
      payload.name == "masked.sealed", payload.type == payloadType,
      payload.bytes
        == SealedFile.size(
          plaintext: context.count * context.ringWidth.bytes,
          readers: basis.manifest.readers.count)
    else {
      throw Rejection(.field, file: file, "field 'payload' is not one sealed vector of this round")
    }
    do {
      try statement.body.dealing.validateShape(for: masked.place.member.name, in: context)
      _ = try statement.body.next.member(statement.from)
    } catch {
      throw Rejection(.sharing, file: file, error.message)
    }
    try checkNewcomers(statement.body, file: file)
  }

  /// Whether two masked files agree on the pair seed of their authors.
  ///
  /// Where they do not, one of the two authors lies; only these two know who.
  public func agree(_ one: MaskedStatement, _ other: MaskedStatement) -> Bool {
    do {
      try one.content.body.dealing.consistent(
        from: one.place.member.name, with: other.content.body.dealing,
        from: other.place.member.name)
      return true
    } catch {
      return false
    }
  }

  private func checkNewcomers(_ body: MaskedBody, file: String) throws(Rejection) {
    for (id, enrolment) in body.enrolments {
      let current = basis.roster.members[id]?.incarnation ?? 0
      guard basis.manifest.member(id) != nil, enrolment.incarnation > current else {
        throw Rejection(.field, file: file, "field 'enrolments' names \(id) without a new entry")
      }
      do {
        _ = try enrolment.keys.member(id)
      } catch {
        throw Rejection(.sharing, file: file, error.message)
      }
    }
    guard body.evicts.allSatisfy({ basis.roster.members[$0] != nil }),
      zip(body.evicts, body.evicts.dropFirst()).allSatisfy({ $0 < $1 })
    else {
      throw Rejection(.field, file: file, "field 'evicts' is not a sorted part of the roster")
    }
  }
}
