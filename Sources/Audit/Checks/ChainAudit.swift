import Artifacts
import Rounds
import Sodium

/// Follows each author's own chain: positions rise by one, each names the statement before.
struct ChainAudit {
  private var heads: [MemberID: Head] = [:]

  /// Starts the chains at the statements of round 0.
  mutating func begin(_ files: RoundFiles, _ consortium: [Verified<Statement<ApprovalBody>>]) {
    for approval in consortium {
      heads[approval.place.member] = Head(seq: approval.content.seq, digest: approval.digest)
    }
    for (author, model) in files.models {
      heads[author] = Head(seq: model.content.seq, digest: model.digest)
    }
  }

  /// Checks the statements of a round, against the round before if that was checked too.
  ///
  /// - Parameter isAdjacent: whether the round before was checked just before this one.
  mutating func check(_ files: RoundFiles, isAdjacent: Bool) -> [Finding] {
    if !isAdjacent { heads = [:] }
    var findings: [Finding] = []
    var count = 0
    let authors = Set(files.masked.keys).union(files.unmasked.keys).union(files.models.keys)
    for author in authors.sorted() {
      let links = [
        files.masked[author].map(Link.init), files.unmasked[author].map(Link.init),
        files.models[author].map(Link.init),
      ].compactMap { $0 }.sorted { $0.seq < $1.seq }
      for link in links {
        count += 1
        if let head = heads[author], link.seq == head.seq + 1, link.prev != head.digest {
          findings.append(broken(link, "does not follow the author's statement \(head.seq)", files))
        } else if let head = heads[author], link.seq > head.seq + 1 {
          findings.append(
            Finding(
              .wait, .chains, round: files.round,
              "statement \(head.seq + 1) of \(author) before it is not here", file: link.file,
              next: "wait for the transfer, or ask \(author)"))
        } else if let head = heads[author], link.seq <= head.seq {
          findings.append(broken(link, "repeats position \(link.seq) of its author", files))
        }
        heads[author] = Head(seq: link.seq, digest: link.digest)
      }
    }
    if findings.isEmpty {
      findings.append(
        Finding(.ok, .chains, round: files.round, "\(count) statements in their authors' chains"))
    }
    return findings
  }

  private func broken(_ link: Link, _ message: String, _ files: RoundFiles) -> Finding {
    Finding(
      .fail, .chains, round: files.round, message, file: link.file,
      next: "its author signed two versions, or a statement was taken away")
  }

  private struct Link {
    let seq: Int
    let prev: Digest
    let digest: Digest
    let file: String

    init<Body>(_ statement: Verified<Statement<Body>>) {
      seq = statement.content.seq
      prev = statement.content.prev
      digest = statement.digest
      file = statement.place.json
    }
  }
}
