import Artifacts
import Rounds
import Sodium

/// Follows each author's own chain: positions rise by one, each names the statement before.
///
/// A statement may be published long after the round whose folder it lies in, the model of an owed
/// round for example, so the order is that of the positions, over everything that was read.
struct ChainAudit {
  /// Every statement that was read, by author, in no order.
  private(set) var links: [MemberID: [Authored]] = [:]

  /// Takes in statements.
  mutating func add(_ authored: [Authored]) {
    for link in authored { links[link.author, default: []].append(link) }
  }

  /// Follows all chains.
  ///
  /// - Parameters:
  ///   - isFromStart: whether everything from the first round on was read; a missing statement is
  ///     missed only then.
  ///   - isAll: whether nothing later lies here.
  ///   - abandoned: rounds in which a statement may be missing.
  func check(
    isFromStart: Bool, isAll: Bool, abandoned: Set<Int>, convictions: Convictions
  ) -> [Finding] {
    var findings: [Finding] = []
    var count = 0
    for (author, links) in links.sorted(by: { $0.key < $1.key }) {
      let isHandled = convictions.proven.contains { $0.offence.place.member == author }
      let positions = Dictionary(grouping: links, by: \.seq).sorted { $0.key < $1.key }
        .map(\.value)
      count += positions.count
      for versions in positions {
        guard let other = versions.first(where: { $0.digest != versions[0].digest }) else {
          continue
        }
        findings.append(
          broken(
            other,
            "is a second statement \(other.seq) of \(author), beside "
              + versions[0].place.json, isHandled))
      }
      // What comes after the newest file of a round's course may lie in a round not read.
      let last = isAll ? .max : links.filter(\.isInRound).map(\.seq).max() ?? 0
      for (before, after) in zip(positions, positions.dropFirst()) {
        if after[0].seq == before[0].seq + 1 {
          let digests = Set(before.map(\.digest))
          for link in after where !digests.contains(link.prev) {
            findings.append(
              broken(
                link,
                "does not follow the author's statement \(before[0].seq), "
                  + before[0].place.json, isHandled))
          }
        } else if isFromStart, after[0].seq <= last {
          findings.append(gap(before[0].seq + 1, after[0], abandoned))
        }
      }
      if isFromStart, let first = positions.first?.first, first.seq > 1 {
        findings.append(gap(1, first, abandoned))
      }
    }
    if findings.allSatisfy({ $0.word == .note }) {
      findings.append(Finding(.ok, .chains, "\(count) statements in their authors' chains"))
    }
    return findings
  }

  /// A missing statement. Between which rounds it was signed tell the files of rounds around it;
  /// nobody asks for what lay in an abandoned one.
  private func gap(_ seq: Int, _ after: Authored, _ abandoned: Set<Int>) -> Finding {
    let around = (links[after.author] ?? []).filter(\.isInRound)
    let lower = around.filter { $0.seq < seq }.map(\.place.round).max() ?? 0
    let upper = around.filter { $0.seq > seq }.map(\.place.round).min() ?? .max
    let isAbandoned = abandoned.contains { $0 >= lower && $0 <= upper }
    return Finding(
      isAbandoned ? .note : .wait, .chains,
      round: after.place.slot.isConsortium ? nil : after.place.round,
      "statement \(seq) of \(after.author) before it is not here", file: after.place.json,
      next: isAbandoned ? nil : "wait for the transfer, or ask \(after.author)")
  }

  private func broken(_ link: Authored, _ message: String, _ isHandled: Bool) -> Finding {
    Finding(
      isHandled ? .note : .fail, .chains,
      round: link.place.slot.isConsortium ? nil : link.place.round, message, file: link.place.json,
      next: isHandled ? nil : "its author signed two versions, or a statement was taken away")
  }
}
