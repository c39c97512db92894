import Artifacts
import Rounds
import SharedFolder
import Sodium

/// `restart`: people decide to abandon a round that cannot end, and with whom to go on.
public struct RestartConsortium {
  private let location: StateLocation
  private let members: [MemberID]
  private let excludes: [MemberID]
  private let accepted: String?

  /// Prepares a hospital's part in a restart.
  ///
  /// - Parameters:
  ///   - members: whom to propose; none to join a proposal that is there.
  ///   - excludes: who shall not enter again by itself.
  ///   - accepted: first digits of the proposal that people have agreed on by telephone.
  public init(
    directory: String, id: String, state: String?, members: [String], excludes: [String],
    accepted: String?
  ) throws {
    self.accepted = accepted
    location = try StateLocation(directory: directory, id: id, state: state)
    self.members = try Set(members.map(StateLocation.member)).sorted()
    self.excludes = try Set(excludes.map(StateLocation.member)).sorted()
  }

  /// Publishes this hospital's part; returns what to tell the person.
  public func run() throws -> String {
    let keeper = try RoundKeeper(at: location, orElse: "there is nothing to restart")
    try keeper.hospital.stay()
    let decision = RestartDecision(
      keeper: keeper, publisher: Publisher(hospital: keeper.hospital, folder: keeper.folder))
    try decision.enrol()
    return members.isEmpty
      ? try join(decision, keeper.manifest) : try propose(decision, keeper.manifest)
  }

  private func propose(
    _ decision: RestartDecision, _ manifest: Verified<Manifest>
  ) throws -> String {
    guard (members + excludes).allSatisfy({ manifest.content.member($0) != nil }),
      !members.contains(where: excludes.contains)
    else {
      throw NodeError(
        .usage,
        "--members and --exclude name a hospital that is not in the manifest, or one of them twice",
        remedy: "the members are " + manifest.content.members.map(\.id.name).joined(separator: ", ")
      )
    }
    do {
      _ = try RoundArithmetic(manifest.content.plan).parameters(
        n: members.count, of: manifest.content.members.count)
    } catch {
      throw NodeError(.usage, error.message, remedy: "name more hospitals in --members")
    }
    try refuseRevoked(members, decision)
    let lacking = decision.lacking(members)
    guard lacking.isEmpty else {
      throw NodeError(
        .tryLater,
        "no fresh enrolment of \(lacking.map(\.name).joined(separator: ", ")) is here yet",
        remedy: "each of them runs 'decaph-node restart --id NAME'; then run this again")
    }
    let (round, body) = try decision.propose(members, excluding: excludes)
    return text(round, body, manifest)
  }

  private func refuseRevoked(_ members: [MemberID], _ decision: RestartDecision) throws {
    let revoked = members.filter {
      decision.keeper.membership.expulsions.ground(against: $0) == .revoked
    }
    guard revoked.isEmpty else {
      throw NodeError(
        .usage, "the key of \(names(revoked)) was revoked: no restart takes it in again",
        remedy: "leave it out; it joins a consortium that follows with new keys")
    }
  }

  private func join(
    _ decision: RestartDecision, _ manifest: Verified<Manifest>
  ) throws -> String {
    let proposals = try decision.proposals()
    if let accepted {
      guard accepted.count >= 16,
        let proposal = proposals.first(where: {
          Self.name($0.place.round, $0.body).hasPrefix(accepted)
        })
      else {
        throw NodeError(
          .missing, "no proposal \(accepted) that names this hospital's newest entry is here",
          remedy: "compare at least 16 digits by telephone; wait for the transfer")
      }
      try refuseRevoked(Array(proposal.body.members.keys), decision)
      try decision.sign(proposal.body, round: proposal.place.round)
      return text(proposal.place.round, proposal.body, manifest)
    }
    guard !proposals.isEmpty else {
      return """
        \(location.member) has entered again with fresh keys and waits for a proposal
        next: somebody, best the founder \(manifest.content.coordinator), runs
              decaph-node restart --dir DIR --id NAME --members h1,h2,...
        """
    }
    return proposals.map { text($0.place.round, $0.body, manifest) }.joined(separator: "\n\n") + """


      nothing was signed here. Compare by telephone; without the founder's signature sign with
            decaph-node restart --dir DIR --id \(location.member) --accept DIGITS
      """
  }

  /// The digest by which people name a proposal.
  ///
  /// The round belongs to it: the same body in a far round would charge every round before.
  private static func name(_ round: Int, _ body: RestartBody) -> String {
    Digest(hashing: [UInt8]("\(round) ".utf8) + CanonicalJSON.encode(body)).hex
  }

  private func text(
    _ round: Int, _ body: RestartBody, _ manifest: Verified<Manifest>
  ) -> String {
    let needed = manifest.content.members.count / 2 + 1
    let decides =
      location.member == manifest.content.coordinator
      ? "in force: the founder has signed it"
      : "in force when the founder or \(needed) hospitals have signed it"
    let lost = RoundSchedule(manifest.content.plan).census(after: body.tipRound, through: round)
    let loss =
      lost.map { "\nLOST       round \($0), the census: \(RoundArithmetic.withoutCensus)" } ?? ""
    return """
      proposal   \(Self.name(round, body).prefix(32))
      restart    after round \(body.tipRound) (result \(body.tip.hex.prefix(16))), next round \(round + 1); \
      \(round - body.tipRound) rounds are abandoned and charged
      with       \(names(Array(body.members.keys)))\(body.excludes.isEmpty ? "" : "\nwithout    \(names(body.excludes)), until another restart names them")\(loss)
      \(decides)

      next: every named hospital runs its node: decaph-node --dir \(location.directory) --id NAME
      """
  }

  private func names(_ ids: [MemberID]) -> String {
    ids.sorted().map(\.name).joined(separator: ", ")
  }
}
