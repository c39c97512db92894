import Artifacts
import Rounds
import SharedFolder
import Sodium

/// Who is in the consortium: names, roles, fingerprints, consent, rounds, newest statements.
public struct MemberTable: Sendable {
  /// The hospitals by name, then the auditors.
  public let rows: [MemberRow]

  /// Reads the roster off an audit of all rounds.
  init(
    _ manifest: Verified<Manifest>, _ walk: RoundWalk?, _ report: AuditReport, _ folder: AuditFolder
  ) {
    let rounds = walk.map { AuditedRounds($0, report).rounds } ?? []
    let heads = HeadRow.newest(walk?.chains.links ?? [:])
    let ring = walk?.membership.verifier.ring ?? KeyRing(manifest)
    let verifier = Verifier(ring)
    rows =
      manifest.content.members.map { member in
        let id = member.id
        let approval = folder.read(Place(member: id, slot: .approval)) { file throws(Rejection) in
          try verifier.statement(ApprovalBody.self, file)
        }.value
        func part(_ parts: Set<AuditedRound.Part>) -> [Int] {
          rounds.filter { $0.parts[id.name].map(parts.contains) ?? false }.map(\.round)
        }
        let inside = part([.inside])
        let departures = walk?.membership.departures[id] ?? [:]
        let entries = [1] + (walk?.membership.enrolments[id]?.keys.sorted() ?? [])
        return MemberRow(
          name: id.name, role: id == manifest.content.coordinator ? .founder : .member,
          fingerprint: (ring.identity(of: id) ?? member.identity).fingerprint,
          key: (ring.identity(of: id) ?? member.identity).description,
          keyChanges: ring.rotations(of: id),
          approved: approval?.content.body.manifest == manifest.digest,
          incarnations: entries,
          departures: departures.sorted { $0.key < $1.key }.map {
            MemberRow.Departure(incarnation: $0.key, reason: $0.value.content.body.reason)
          },
          isLeaving: inside.last.flatMap { walk?.library.masked($0)[id]?.content.body.leave }
            ?? false,
          expected: part([.inside, .outside, .expected]), inside: inside,
          convictedBy: (walk?.convictions.proven ?? []).filter { $0.offence.place.member == id }
            .map(\.evidence.place.description).sorted(),
          unwantedBy: walk?.membership.expulsions.authors(against: id).map(\.name) ?? [],
          newest: heads.first { $0.member == id.name })
      }
      + manifest.content.plan.auditors.map { auditor in
        MemberRow(
          name: auditor.name, role: .auditor, fingerprint: nil, key: auditor.key.description,
          keyChanges: [],
          approved: nil, incarnations: [], departures: [], isLeaving: false, expected: [],
          inside: [], convictedBy: [], unwantedBy: [], newest: nil)
      }
  }

  /// A paragraph for each.
  var lines: [String] {
    rows.flatMap { row in
      [AuditReport.plain("\(row.name)  (\(row.role.rawValue))")] + Self.lines(row)
    }
  }

  private static func lines(_ row: MemberRow) -> [String] {
    func line(_ label: String, _ text: String?) -> [String] {
      text.flatMap { $0.isEmpty ? nil : $0 }.map {
        ["  " + TextTable.pad(label, 15) + AuditReport.plain($0)]
      } ?? []
    }
    guard let fingerprint = row.fingerprint else {
      return line("sealing key", row.key) + line("can", "open sealed files; signs nothing")
    }
    let out = Set(row.expected).subtracting(row.inside).sorted()
    let left = row.departures.map { "entry \($0.incarnation) (\($0.reason))" }
    return line("fingerprint", fingerprint) + line("minisign key", row.key)
      + line("key changed", row.keyChanges.isEmpty ? nil : Self.changes(row.keyChanges))
      + line(
        "approved", row.approved == true ? "exactly this manifest" : "NOT, or not here")
      + line(
        "entered",
        row.incarnations == [1]
          ? "once, as a founding member"
          : "entries \(row.incarnations.map(String.init).joined(separator: ", "))")
      + line("left", left.isEmpty ? nil : left.joined(separator: ", "))
      + line("leaves", row.isLeaving ? "after round \(row.inside.last ?? 0)" : nil)
      + line("expected in", Self.ranges(row.expected))
      + line("in the sum of", Self.ranges(row.inside))
      + line("was out of", out.isEmpty ? nil : Self.ranges(out))
      + line(
        "CONVICTED by", row.convictedBy.isEmpty ? nil : row.convictedBy.joined(separator: ", "))
      + line("REVOKED", row.unwantedBy.contains(row.name) ? "its own key, as stolen" : nil)
      + line(
        "unwanted by", row.unwantedBy.filter { $0 != row.name }.joined(separator: ", "))
      + line("newest", row.newest.map { "\($0.place), statement \($0.seq), \($0.created)" })
  }

  private static func changes(_ entries: [Int]) -> String {
    (entries.count == 1 ? "with entry " : "with entries ")
      + entries.map(String.init).joined(separator: ", ") + ", signed with the key of before"
  }

  /// `rounds 1-4, 7`.
  static func ranges(_ rounds: [Int]) -> String {
    let spans = RoundRanges.spans(rounds)
    guard !spans.isEmpty else { return "no round" }
    return (rounds.count == 1 ? "round " : "rounds ")
      + spans.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ", ")
  }
}
