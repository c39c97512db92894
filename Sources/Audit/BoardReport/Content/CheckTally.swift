/// What was checked: how often each code ended with each word, and all that needs a person.
struct CheckTally: Sendable, Equatable {
  /// One code's counts.
  struct Row: Sendable, Equatable {
    /// The code.
    let code: CheckCode
    /// How often each word was said.
    let counts: [Word: Int]
  }

  /// The codes that occurred, in their order.
  let rows: [Row]
  /// Everything that is wrong.
  let failures: [Finding]
  /// Everything that is missing.
  let waiting: [Finding]
  /// What is worth knowing. Released counts are left out: a page is passed on, and they are for who
  /// holds a key.
  let notes: [Finding]

  /// Counts findings.
  init(_ findings: [Finding]) {
    let groups = Dictionary(grouping: findings, by: \.code)
    rows = CheckCode.allCases.compactMap { code in
      groups[code].map { group in
        Row(code: code, counts: Dictionary(grouping: group, by: \.word).mapValues(\.count))
      }
    }
    failures = findings.filter { $0.word == .fail }
    waiting = findings.filter { $0.word == .wait }
    notes = findings.filter { $0.word == .note && $0.code != .release }
  }

  /// How many sums were not recomputed.
  var skippedSums: Int { rows.first { $0.code == .aggregate }?.counts[.skip] ?? 0 }

  /// How often a word was said in all.
  func count(_ word: Word) -> Int { rows.reduce(0) { $0 + ($1.counts[word] ?? 0) } }
}
