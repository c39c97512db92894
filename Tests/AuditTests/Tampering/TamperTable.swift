/// What became of a mutation.
enum TamperEnd: CustomStringConvertible {
  /// Found with the word.
  case found(String)
  /// Needs a key, and the audit had none.
  case skipped
  /// Verified, and rightly: the reason.
  case accepted(String)
  /// Not found, or not as it should be: why.
  case missed(String)

  var description: String {
    switch self {
    case .found(let word): word
    case .skipped: "skip"
    case .accepted(let why): "accepted: \(why)"
    case .missed(let why): "MISSED: \(why)"
    }
  }
}

/// The rows of the tamper corpus.
struct TamperTable {
  private struct Row {
    var (tried, fail, wait, skipped, accepted, missed) = (0, 0, 0, 0, 0, 0)
    var codes: [String: Int] = [:]
  }

  private var rows: [MutationClass: Row] = [:]
  /// Why something was accepted, and how often.
  private(set) var reasons: [String: Int] = [:]
  /// What was not found, or not as it should be: which mutation, and why.
  private(set) var misses: [String] = []
  /// The longest two audits took.
  private(set) var slowest: (time: Duration, what: String) = (.zero, "")

  mutating func add(
    _ mutation: Mutation, _ end: TamperEnd, _ found: TamperFinding, _ time: Duration
  ) {
    var row = rows[mutation.kind] ?? Row()
    row.tried += 1
    switch end {
    case .found(let word):
      if word == "FAIL" { row.fail += 1 } else { row.wait += 1 }
      for code in found.codes { row.codes[code, default: 0] += 1 }
    case .skipped: row.skipped += 1
    case .accepted(let why):
      row.accepted += 1
      reasons["\(mutation.kind.rawValue): \(why)", default: 0] += 1
    case .missed(let why):
      row.missed += 1
      misses.append("\(mutation.name): \(why)")
    }
    rows[mutation.kind] = row
    if time > slowest.time {
      slowest = (time, "\(mutation.kind.rawValue), \(mutation.file.path)")
    }
  }

  /// Takes in that a folder is not verified though nothing was done to it.
  mutating func add(fault: String) { misses.append(fault) }

  mutating func add(_ other: TamperTable) {
    for (kind, row) in other.rows {
      var sum = rows[kind] ?? Row()
      sum.tried += row.tried
      sum.fail += row.fail
      sum.wait += row.wait
      sum.skipped += row.skipped
      sum.accepted += row.accepted
      sum.missed += row.missed
      sum.codes.merge(row.codes, uniquingKeysWith: +)
      rows[kind] = sum
    }
    reasons.merge(other.reasons, uniquingKeysWith: +)
    misses += other.misses
    if other.slowest.time > slowest.time { slowest = other.slowest }
  }

  /// How many were tried.
  var tried: Int { rows.values.reduce(0) { $0 + $1.tried } }
  /// The classes of which something was tried.
  var classes: Set<MutationClass> { Set(rows.keys) }

  /// One line for each class, their sum, and the reasons for what was accepted.
  var text: String {
    func line(_ name: String, _ expected: String, _ row: Row) -> String {
      let numbers = [row.tried, row.fail, row.wait, row.skipped, row.accepted, row.missed]
      let codes = row.codes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
      return Self.pad(name, 46) + Self.pad(expected, 14)
        + numbers.map { number in
          let text = String(number)
          return String(repeating: " ", count: max(0, 9 - text.count)) + text
        }.joined() + "  " + codes.joined(separator: " ")
    }
    var total = Row()
    var lines = [
      Self.pad("mutation", 46) + Self.pad("expected", 14)
        + "    tried     FAIL     wait     skip accepted   missed  codes"
    ]
    for kind in MutationClass.allCases {
      guard let row = rows[kind] else { continue }
      lines.append(line(kind.rawValue, kind.expected.rawValue, row))
      total.tried += row.tried
      total.fail += row.fail
      total.wait += row.wait
      total.skipped += row.skipped
      total.accepted += row.accepted
      total.missed += row.missed
    }
    lines.append(line("all", "", total))
    if !reasons.isEmpty {
      lines.append("")
      lines.append("accepted, because")
      for (reason, count) in reasons.sorted(by: { $0.key < $1.key }) {
        let number = String(count)
        lines.append(
          String(repeating: " ", count: max(0, 7 - number.count)) + "\(number)  \(reason)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
