import Artifacts

/// The rounds as columns for a terminal.
struct RoundTable {
  let lines: [RoundLine]

  /// The table; empty without rounds.
  var text: String {
    guard !lines.isEmpty else { return "" }
    let rows = [["round", "outcome", "led by", "expected", "in", "out"]] + lines.map(row)
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        return column == 0 ? space + row[column] : row[column] + space
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }

  private func row(_ line: RoundLine) -> [String] {
    [
      "\(line.round)", outcome(line), leader(line),
      line.expected.isEmpty ? "" : "\(line.expected.count)", Self.names(line.in), out(line),
    ]
  }

  private func outcome(_ line: RoundLine) -> String {
    let slow = line.hops.map { $0 > 3 ? ", \($0) hops" : "" } ?? ""
    return switch line.outcome {
    case .inWork: "in work"
    case .unknown: "result not here"
    case .restart: line.after.map { "restart after \($0)" } ?? "restart"
    default: line.outcome.rawValue + slow
    }
  }

  private func leader(_ line: RoundLine) -> String {
    guard line.outcome != .restart else {
      return line.signers.isEmpty ? "" : "signed by " + Self.names(line.signers)
    }
    guard let leader = line.leader else { return Self.names(line.published) }
    guard line.outcome != .inWork else { return leader.name }
    guard let publisher = line.published.first else { return "\(leader), not published" }
    guard !line.skipped.isEmpty, !line.published.contains(leader) else { return leader.name }
    return "\(Self.names(line.skipped)) silent, \(publisher) published"
  }

  private func out(_ line: RoundLine) -> String {
    let out = Self.grouped(line.out, by: \.text)
    let away = Self.grouped(line.away) { absence in
      absence.since.map { "away since round \($0), \(absence.text)" }
        ?? "away \(absence.text)"
    }
    let enters = line.enters.map { "\($0) enters" }
    return (out + away + enters).joined(separator: "; ")
  }

  /// Members with the same reason together: `h1, h3: no masked file`.
  private static func grouped(
    _ absences: [Absence], by text: (Absence) -> String
  ) -> [String] {
    var texts: [String] = []
    for absence in absences where !texts.contains(text(absence)) { texts.append(text(absence)) }
    return texts.map { reason in
      let ids = absences.filter { text($0) == reason }.map(\.member.name)
      return ids.joined(separator: ", ") + ": " + reason
    }
  }

  private static func names(_ ids: [MemberID]) -> String {
    ids.map(\.name).joined(separator: " ")
  }
}
