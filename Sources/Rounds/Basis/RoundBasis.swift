import Artifacts
import DifferentialPrivacy
import SecureAggregation
import Sodium

/// What a round stands on: fixed by the result of the round before, equal for every member.
public struct RoundBasis: Sendable {
  /// The session's manifest.
  public let manifest: Manifest
  /// Digest of the manifest.
  public let session: Digest
  /// The round.
  public let round: Int
  /// Digest of the previous round's `result.json`.
  public let K: Digest
  /// K of the round before, on which its outcome stands; `nil` if that was a restart.
  public let ground: Digest?
  /// Digest of the round's `commit.json`.
  public let commit: Digest
  /// Digest of the model that the round trains on.
  public let model: Digest
  /// Who takes part, with which keys.
  public let roster: Roster
  /// The roster by rank in the leader draw; the first leads.
  public let leaders: [MemberID]

  /// The basis that a result lays for the next round.
  ///
  /// - Parameters:
  ///   - result: a result whose signature was verified, or that this program derived.
  ///   - digest: BLAKE2b-256 of its bytes.
  /// - Throws: `.field` when its roster is not one that the manifest allows: whoever signed a
  ///   false result could name other thresholds.
  public init(
    after result: ResultDocument, digest: Digest, manifest: Manifest
  ) throws(Rejection) {
    let file = "\(Place.roundFolder(result.round))/result.json"
    let expected = try RoundArithmetic(manifest.plan).roster(
      result.roster.members, of: manifest.members.count)
    guard result.round >= 0, result.roster.ids.allSatisfy({ manifest.member($0) != nil }),
      result.roster == expected
    else {
      throw Rejection(.field, file: file, "field 'roster' is not one that the manifest allows")
    }
    guard !expected.members.isEmpty else {
      throw Rejection(
        .context, file: file, "ends the consortium: no further round stands on it",
        remedy: "'decaph-node restart' can go on with hospitals that come back")
    }
    self.manifest = manifest
    session = result.session
    round = result.round + 1
    K = digest
    ground = result.outcome == .restart ? nil : result.K
    commit = result.commit
    model = result.model
    roster = result.roster
    leaders = LeaderDraw.ranking(roster.ids, commit: commit)
  }

  /// Whether a choice may end this round: members of the roster only; for a sum at least m, for a
  /// void round as many as a next round needs.
  public func isLawful(_ choice: Choice) -> Bool {
    guard choice.set.masked.keys.allSatisfy({ roster.members[$0] != nil }) else { return false }
    let count = choice.set.masked.count
    switch choice.kind {
    case .open: return count >= roster.m
    case .void:
      return
        (try? RoundArithmetic(manifest.plan).parameters(n: count, of: manifest.members.count))
        != nil
    }
  }

  /// Who may propose the cut of a ballot from 2 on: the ranks take turns.
  ///
  /// After everybody's turn the order is drawn anew. With one order for ever, members whose clocks
  /// are far apart could miss each other's turns in the same way for ever.
  public func leader(ofBallot ballot: Int) -> MemberID {
    let (cycle, rank) = (ballot - 2).quotientAndRemainder(dividingBy: leaders.count)
    return cycle == 0
      ? leaders[rank] : LeaderDraw.ranking(roster.ids, commit: commit, cycle: cycle)[rank]
  }

  /// The leader drawn for the round.
  public var leader: MemberID { leaders[0] }

  /// The numbers of the round for masking, sharing and opening.
  ///
  /// - Throws: when the roster's keys are not valid points or the plan is not valid, which a
  ///   verified chain excludes.
  public func aggregation() throws(Rejection) -> RoundContext {
    let arithmetic = try RoundArithmetic(manifest.plan)
    let kind = arithmetic.schedule.kind(of: round)
    let noise = try arithmetic.noise(roster, kind)
    do {
      return try RoundContext(
        session: session, round: UInt64(round), K: K,
        members: try roster.ids.map { id throws(SecureAggregationError) in
          try roster.members[id]!.keys.member(id)
        },
        threshold: roster.t, ringWidth: arithmetic.ring,
        count: arithmetic.count(kind), layers: noise?.layers ?? [])
    } catch {
      throw Rejection(.sharing, file: "\(Place.roundFolder(round - 1))/result.json", error.message)
    }
  }
}
