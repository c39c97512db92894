extension CheckCode {
  /// What the code means, what it stops, and what to do.
  public var explanation: Explanation {
    switch self {
    case .anchor: .anchor
    case .approvals: .approvals
    case .succession: .succession
    case .signatures: .signatures
    case .chains: .chains
    case .links: .links
    case .leader: .leader
    case .participants: .participants
    case .payloads: .payloads
    case .dealings: .dealings
    case .ballots: .ballots
    case .set: .set
    case .shares: .shares
    case .seeds: .seeds
    case .aggregate: .aggregate
    case .model: .model
    case .ledger: .ledger
    case .release: .release
    case .noise: .noise
    case .outcome: .outcome
    case .heads: .heads
    case .evidence: .evidence
    case .restart: .restart
    case .files: .files
    }
  }

  /// Words by which people look for a check that is part of a code.
  public static let aliases: [String: CheckCode] = [
    "manifest": .anchor, "session": .anchor, "canonical": .signatures, "places": .signatures,
    "draw": .leader, "skips": .leader, "votes": .ballots, "certificates": .ballots,
    "unmasking": .ballots, "commitments": .shares, "digests": .payloads, "follows": .succession,
    "budget": .ledger,
  ]

  /// Reads a code as it stands in an audit, or one of the ``aliases``.
  ///
  /// - Throws: ``AuditError`` 64 with the list of all codes.
  public static func named(_ name: String) throws(AuditError) -> CheckCode {
    let name = name.lowercased()
    if let code = CheckCode(rawValue: name) ?? aliases[name] { return code }
    let codes = allCases.map(\.rawValue).joined(separator: " ")
    throw AuditError(
      64, "'\(AuditReport.plain(name))' is no code of a check",
      remedy: "give one of: \(codes)")
  }
}
