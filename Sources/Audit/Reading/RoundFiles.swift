import Artifacts
import Rounds
import SharedFolder
import Sodium

/// All that lies in the shared directory for one round, read and verified by itself.
struct RoundFiles {
  /// The round.
  let round: Int
  /// Valid masked files by author, the author's own first, then copies by holder.
  private(set) var masked: [MemberID: [MaskedCopy]] = [:]
  /// Valid votes by author and ballot.
  private(set) var votes: [MemberID: [Int: VoteStatement]] = [:]
  /// Valid cuts by author and ballot.
  private(set) var cuts: [MemberID: [Int: CutStatement]] = [:]
  /// Valid unmask files by author and ballot.
  private(set) var unmasked: [MemberID: [Int: UnmaskStatement]] = [:]
  /// Evidence whose signature is valid; whether it proves anything is asked later.
  private(set) var evidence: [EvidenceStatement] = []
  /// Restarts whose signature is valid.
  private(set) var restarts: [RestartStatement] = []
  /// Valid results by publisher.
  private(set) var results: [MemberID: Verified<ResultDocument>] = [:]
  /// Valid commits, which open this round, by publisher.
  private(set) var commits: [MemberID: Verified<CommitDocument>] = [:]
  /// Valid model statements by publisher.
  private(set) var models: [MemberID: ModelStatement] = [:]
  /// What does not pass.
  private(set) var rejected: [RejectedFile] = []
  /// Names that are no part of the protocol, below the shared directory.
  private(set) var strangers: [String] = []
  /// How many signed files passed.
  private(set) var count = 0

  private let verifier: Verifier
  private var copied: [(MemberID, Int, UnmaskStatement, Place)] = []

  /// Reads a round of every member of the manifest.
  init(_ round: Int, folder: AuditFolder, verifier: Verifier, manifest: Manifest) {
    self.round = round
    self.verifier = verifier
    for member in manifest.members.map(\.id) {
      let directory = "\(member)/\(Place.roundFolder(round))"
      var slots: [Slot: Bool] = [:]
      for name in folder.list(directory) {
        let artifact = ArtifactName(name)
        if let slot = artifact.flatMap({ Slot(name: $0.slot.description) }), !slot.isConsortium {
          slots[slot] = slots[slot] ?? false || artifact?.part == .payload
        } else {
          strangers.append("\(directory)/\(name)")
        }
      }
      for (slot, hasPayload) in slots.sorted(by: { $0.key.name < $1.key.name }) {
        let place = Place(member: member, round: round, slot: slot)
        let passed = read(place, folder)
        count += passed ? 1 : 0
        guard hasPayload, !passed else { continue }
        rejected.append(
          RejectedFile(
            place: place,
            rejection: Rejection(
              .missing, file: place.sealed, "its statement is not here or invalid")))
      }
    }
    settleCopies()
    masked = masked.mapValues { copies in
      copies.filter(\.isOriginal) + copies.filter { !$0.isOriginal }
    }
  }

  /// Reads one slot of a member; whether it passed.
  private mutating func read(_ place: Place, _ folder: AuditFolder) -> Bool {
    let member = place.member
    switch place.slot {
    case .masked, .relay: return readMasked(place, folder)
    case .relayUnmask(let author, let ballot): return readUnmask(of: author, ballot, place, folder)
    case .vote(let ballot):
      votes[member, default: [:]][ballot] = statement(folder, place, VoteBody.self)
      return votes[member]?[ballot] != nil
    case .cut(let ballot):
      cuts[member, default: [:]][ballot] = statement(folder, place, CutBody.self)
      return cuts[member]?[ballot] != nil
    case .unmask(let ballot):
      unmasked[member, default: [:]][ballot] = statement(folder, place, UnmaskBody.self)
      return unmasked[member]?[ballot] != nil
    case .evidence:
      let found = statement(folder, place, EvidenceBody.self)
      evidence += found.map { [$0] } ?? []
      return found != nil
    case .restart:
      let found = statement(folder, place, RestartBody.self)
      restarts += found.map { [$0] } ?? []
      return found != nil
    case .model:
      models[member] = statement(folder, place, ModelBody.self)
      return models[member] != nil
    case .result:
      results[member] = document(folder, place)
      return results[member] != nil
    case .commit:
      commits[member] = document(folder, place)
      return commits[member] != nil
    case .plan, .manifest, .enrol, .approval, .leave, .expel: return false
    }
  }

  /// A masked file, or a copy of one.
  private mutating func readMasked(_ place: Place, _ folder: AuditFolder) -> Bool {
    guard let found = original(folder, place, MaskedBody.self) else { return false }
    masked[found.place.member, default: []].append(MaskedCopy(statement: found, place: place))
    return true
  }

  /// A copy of an unmask file: stands in where the author's own is not here.
  private mutating func readUnmask(
    of author: MemberID, _ ballot: Int, _ place: Place, _ folder: AuditFolder
  ) -> Bool {
    guard let found = original(folder, place, UnmaskBody.self) else { return false }
    copied.append((author, ballot, found, place))
    return true
  }

  /// Where an author's own unmask file is missing, a copy is as good; one that differs is not.
  private mutating func settleCopies() {
    for (author, ballot, copy, place) in copied {
      if let known = unmasked[author]?[ballot], known.bytes != copy.bytes {
        let message = "is another version than \(known.place.json): \(author) signed two"
        rejected.append(
          RejectedFile(place: place, rejection: Rejection(.field, file: place.json, message)))
      } else {
        unmasked[author, default: [:]][ballot] = copy
      }
    }
  }

  /// A statement that lies at its place or as a copy: signed by its author for the author's place.
  private mutating func original<Body>(
    _ folder: AuditFolder, _ place: Place, _ body: Body.Type
  ) -> Verified<Statement<Body>>? {
    let verifier = verifier
    let origin =
      place.slot.original.map { Place(member: $0.member, round: round, slot: $0.slot) } ?? place
    return take(folder, place) { file throws(Rejection) in
      do throws(Rejection) {
        return try verifier.statement(
          body, UnverifiedFile(place: origin, bytes: file.bytes, signature: file.signature))
      } catch {
        throw Rejection(error.code, file: place.json, error.message, remedy: error.remedy)
      }
    }
  }

  private mutating func statement<Body>(
    _ folder: AuditFolder, _ place: Place, _ body: Body.Type
  ) -> Verified<Statement<Body>>? {
    let verifier = verifier
    return take(folder, place) { file throws(Rejection) in try verifier.statement(body, file) }
  }

  private mutating func document<Document: RoundDocument>(
    _ folder: AuditFolder, _ place: Place
  ) -> Verified<Document>? {
    let verifier = verifier
    return take(folder, place) { file throws(Rejection) in
      try verifier.document(Document.self, file)
    }
  }

  private mutating func take<Content>(
    _ folder: AuditFolder, _ place: Place,
    _ verify: (UnverifiedFile) throws(Rejection) -> Verified<Content>
  ) -> Verified<Content>? {
    switch folder.read(place, verify) {
    case .absent: break
    case .valid(let value): return value
    case .rejected(let rejection):
      rejected.append(RejectedFile(place: place, rejection: rejection))
    }
    return nil
  }
}
