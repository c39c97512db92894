import Artifacts
import Rounds

/// What the outbox remembers of a hospital's own acts in a round.
///
/// Every slot that is filled is remembered, also where it was signed for another result of this
/// round's number: no slot is filled again.
final class Memory {
  private let hospital: Hospital
  private let round: Int
  /// What was signed is never changed, so it is read once.
  private var choices: [Slot: Choice] = [:]
  private var ends: [(copy: Place, original: Place)]?

  init(hospital: Hospital, round: Int) {
    (self.hospital, self.round) = (hospital, round)
  }

  /// The memory of the round in work.
  ///
  /// - Parameter closed: the result of the round before.
  func recall(_ tip: Tip, _ closed: ResultDocument) throws -> RoundMemory {
    let incarnation = try hospital.incarnation
    var memory = RoundMemory(member: hospital.id, incarnation: incarnation)
    memory.signed = try hospital.signedSlots(round: round)
      .union(try hospital.signedSlots(in: "consortium"))
    for slot in memory.signed {
      switch slot {
      case .vote(let ballot): memory.votes[ballot] = try choice(slot, VoteBody.self, \.choice)
      case .unmask: memory.unmasked = try choice(slot, UnmaskBody.self, \.choice)
      default: break
      }
    }
    memory.isEnrolled = incarnation > tip.entered[hospital.id] ?? 0
    memory.canRelayEnd = try !endFiles(of: closed).isEmpty
    return memory
  }

  /// Others' unmask files that ended the round before and are not copied yet: of each member one,
  /// whatever else it has signed.
  func endFiles(of closed: ResultDocument) throws -> [(copy: Place, original: Place)] {
    let folder = Place.roundFolder(round - 1)
    let copied = try hospital.signedSlots(in: folder)
    if let known = ends { return known.filter { !copied.contains($0.copy.slot) } }
    var files: [(copy: Place, original: Place)] = []
    for member in try hospital.journal.vault.names(in: "").compactMap(MemberID.init) {
      let ballots = try hospital.journal.vault.names(in: "\(member)/\(folder)")
        .compactMap { name -> Int? in
          guard case .unmask(let ballot)? = Slot(name: String(name.dropLast(".json".count)))
          else { return nil }
          return ballot
        }.sorted()
      for ballot in ballots {
        let original = Place(member: member, round: round - 1, slot: .unmask(ballot))
        guard let file = try hospital.vaulted(original),
          let unmask = try? CanonicalJSON.decode(
            Statement<UnmaskBody>.self, from: file.bytes, file: original.json),
          unmask.body.choice.set == closed.set,
          (unmask.body.choice.kind == .void) == (closed.outcome == .void)
        else { continue }
        let slot = Slot.relayUnmask(member, ballot)
        files.append((Place(member: hospital.id, round: round - 1, slot: slot), original))
        break
      }
    }
    ends = files
    return files.filter { !copied.contains($0.copy.slot) }
  }

  private func choice<Body: Codable & Hashable & Sendable>(
    _ slot: Slot, _ body: Body.Type, _ choice: (Body) -> Choice
  ) throws -> Choice? {
    if let known = choices[slot] { return known }
    let place = Place(member: hospital.id, round: round, slot: slot)
    let signed = try Author(hospital: hospital).issued(body, at: place)
    choices[slot] = signed.map { choice($0.content.body) }
    return choices[slot]
  }
}
