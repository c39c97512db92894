import Artifacts
import Rounds
import Sodium

/// What each author may sign of a round's ballots (locks L2 to L4), as far as files show it.
extension RoundAudit {
  mutating func locks() {
    let authors = Set(files.votes.keys).union(files.unmasked.keys).sorted()
    for author in authors {
      let votes = (files.votes[author] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
      let unmasks = (files.unmasked[author] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
      if unmasks.count > 1 {
        accuse(
          author, .ballots, "\(author) unmasked twice: \(unmasks[0].place.json) is another (L4)",
          file: unmasks[1].place.json)
      }
      if !zip(votes, votes.dropFirst()).allSatisfy({ $0.content.seq < $1.content.seq }) {
        accuse(
          author, .ballots, "\(author) voted in a ballot below an earlier vote's (L3)",
          file: votes[0].place.json)
      }
      guard let unmask = unmasks.first, let last = votes.last else { continue }
      if unmask.content.body.ballot == 0 {
        accuse(
          author, .ballots, "\(author) voted, and unmasked as if all were present (L2)",
          file: unmask.place.json)
      } else if last.content.body.ballot > unmask.content.body.ballot {
        accuse(
          author, .ballots, "\(author) voted above the ballot for which it unmasked (L4)",
          file: last.place.json)
      } else if votes.contains(where: { $0.content.seq > unmask.content.seq }) {
        accuse(
          author, .ballots, "\(author) voted after it had unmasked (L3)", file: last.place.json)
      }
    }
  }

  /// What members saw of each other must be what lies here.
  mutating func heads() {
    var seen: [MemberID: [Int: Set<Digest>]] = [:]
    var places: [MemberID: [Int: Place]] = [:]
    func note<Body>(_ statements: [Verified<Statement<Body>>]) {
      for statement in statements {
        seen[statement.place.member, default: [:]][statement.content.seq, default: []]
          .insert(statement.digest)
      }
    }
    for statement in files.authored {
      seen[statement.author, default: [:]][statement.seq, default: []].insert(statement.digest)
      places[statement.author, default: [:]][statement.seq] = statement.place
    }
    note(convictions.copies(round, MaskedBody.self))
    note(convictions.copies(round, VoteBody.self))
    note(convictions.copies(round, UnmaskBody.self))
    let before = findings.count
    for unmask in sorted(files.unmasked) where !isLeftOver(unmask.content.K) {
      for (member, head) in unmask.content.body.heads.sorted(by: { $0.key < $1.key }) {
        compare(
          head, of: member, seen[member]?[head.seq], places[member]?[head.seq], unmask)
      }
    }
    if findings.count == before, !files.unmasked.isEmpty {
      say(.ok, .heads, "every member saw the statements that lie here")
    }
  }

  private mutating func compare(
    _ head: Head, of member: MemberID, _ here: Set<Digest>?, _ place: Place?,
    _ unmask: UnmaskStatement
  ) {
    let observer = unmask.place.member
    guard let here else {
      say(
        .wait, .heads, "statement \(head.seq) of \(member), which \(observer) saw, is not here",
        file: unmask.place.json, next: "wait for the transfer, or ask \(member)")
      return
    }
    guard !here.contains(head.digest) else { return }
    let isHandled = blame(member) == .note || blame(observer) == .note
    say(
      isHandled ? .note : .fail, .heads,
      "\(observer) saw another statement \(head.seq) of \(member) than lies here"
        + (place.map { ", in \($0.json)" } ?? ""),
      file: unmask.place.json, next: "\(member) or the folder's operator showed two versions")
  }
}
