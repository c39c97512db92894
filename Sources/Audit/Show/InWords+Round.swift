import Artifacts
import SecureAggregation
import Sodium

extension Choice {
  /// Who is meant, in a sentence.
  var inWords: String {
    let names = set.members.map(\.name).joined(separator: ", ")
    return kind == .open ? "open the sum of \(names)" : "open nothing, go on with \(names)"
  }
}

extension MaskedBody: InWords {
  var inWords: [String] {
    var lines = [
      "deals shares of its masks and of its leader ticket to \(dealing.boxes.keys.sorted().joined(separator: ", "))"
    ]
    if leave { lines.append("it is its last round") }
    if !enrolments.isEmpty { lines.append("wants to take in again \(list(enrolments.keys))") }
    if !evicts.isEmpty { lines.append("wants to leave out, by evidence, \(list(evicts))") }
    return lines
  }
  var named: [(String, Digest)] {
    enrolments.sorted { $0.key < $1.key }.map { ("entry of \($0.key)", $0.value.digest) }
  }
}

extension VoteBody: InWords {
  var inWords: [String] { ["ballot \(ballot): \(choice.inWords)"] }
}

extension CutBody: InWords {
  var inWords: [String] { ["proposes for ballot \(ballot): \(choice.inWords)"] }
}

extension UnmaskBody: InWords {
  var inWords: [String] {
    var lines = ["ballot \(ballot): \(choice.inWords)"]
    if let shares {
      lines.append(
        "reveals its shares of masks and tickets of \(shares.selfMask.keys.sorted().joined(separator: ", "))"
      )
      if !shares.pairs.isEmpty {
        lines.append(
          "reveals its shares of the pair masks with absent \(shares.pairs.keys.sorted().joined(separator: ", "))"
        )
      }
    } else {
      lines.append("reveals nothing; it only binds its author")
    }
    return lines
  }
  var named: [(String, Digest)] {
    heads.sorted { $0.key < $1.key }.map { ("saw of \($0.key)", $0.value.digest) }
  }
}

extension EvidenceBody: InWords {
  var inWords: [String] {
    [
      kind == .equivocation
        ? "two different files were signed for \(place)" : "a false outcome was signed at \(place)"
    ]
  }
  var named: [(String, Digest)] {
    copies.enumerated().compactMap { index, copy in
      Place(place).flatMap { copy.file(at: $0) }.map {
        ("version \(index + 1)", Digest(hashing: $0.bytes))
      }
    }
  }
}

extension RestartBody: InWords {
  var inWords: [String] {
    ["go on from the result of round \(tipRound) with \(list(members.keys))"]
      + (excludes.isEmpty ? [] : ["without \(list(excludes))"])
  }
  var named: [(String, Digest)] {
    [("goes on from", tip)]
      + members.sorted { $0.key < $1.key }.map { ("entry of \($0.key)", $0.value.digest) }
  }
}

extension ModelBody: InWords {
  var inWords: [String] { ["the model's own digest is \(model)"] }
}

extension CommitDocument: InWords {
  var inWords: [String] {
    [
      nonces.isEmpty
        ? "holds no leader tickets" : "holds the opened leader tickets of \(list(nonces.keys))"
    ]
  }
  var named: [(String, Digest)] { prev == .zero ? [] : [("follows", prev)] }
}

extension ResultDocument: InWords {
  var inWords: [String] {
    var lines = ["outcome \(outcome.rawValue); in the set: \(list(set.members))"]
    lines.append(
      "next round: \(list(roster.ids)); quorum \(roster.t), tolerated colluders \(roster.c)")
    lines.append("model \(model)")
    if aggregate != .zero { lines.append("sum \(aggregate)") }
    lines += ledger.map { entry in
      "charges \(entry.kind.rawValue): \(entry.shares) shares of noise, of which \(entry.colluders) may collude"
    }
    return lines
  }
  var named: [(String, Digest)] {
    (round == 0 ? [] : [("stands on", K)]) + [("next commit", commit)]
      + set.members.map { ("masked of \($0)", set.masked[$0]!) }
  }
}
