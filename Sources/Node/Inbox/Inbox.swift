import Artifacts
import Rounds
import SecureAggregation
import SharedFolder
import Sodium

/// Reads one round's files: copies into the vault, verifies the copy, and keeps what is valid.
///
/// What is not there completely, or not valid, is set aside with its reason and looked at again
/// the next time. The first valid statement of a slot is kept for ever; a second one convicts its
/// author.
final class Inbox {
  /// The round's rules.
  let rules: RoundRules
  /// Masked statements that are valid by themselves, by digest.
  private(set) var statements: [Digest: MaskedStatement] = [:]
  /// Those of them whose vector and box are here and right.
  private(set) var masked: [Digest: MaskedStatement] = [:]
  /// Those of them whose vector is here and opens.
  private var readable: [Digest: MaskedStatement] = [:]
  /// What this hospital opened of its boxes, for its own unmask file.
  private var opened: [Digest: OpenedShares] = [:]
  /// Valid votes, by ballot.
  private(set) var votes: [Int: [MemberID: VoteStatement]] = [:]
  /// Valid cuts, by ballot.
  private(set) var cuts: [Int: CutStatement] = [:]
  /// Unmask files whose shares are right, by ballot.
  private(set) var unmasked: [MemberID: [Int: UnmaskStatement]] = [:]
  /// What members signed against the protocol in this round, with the proof.
  private(set) var offences: [Offence: [UnverifiedFile]] = [:]
  /// Why a file that lies there is not taken; by path.
  var aside: [String: Rejection] { refusals.aside }

  private let hospital: Hospital
  private var source: RoundSource
  private let payloads: MaskedPayloads
  private let verifier: Verifier
  /// Whether this hospital has the secrets of its keys in the roster.
  let secretsAreHere: Bool
  private var taken: [Place: UnverifiedFile] = [:]
  private let refusals = Refusals()
  private var conflicts: Set<Set<Digest>> = []
  private let copies: RelayCopies
  private let checked: CheckedFiles
  private let vectors = OpenedVectors()
  private var strangers: [MemberID: Digest] = [:]

  /// An inbox for a round.
  ///
  /// - Parameter ring: the members' keys.
  init(rules: RoundRules, _ ring: KeyRing, hospital: Hospital, folder: any Folder) throws {
    self.rules = rules
    self.hospital = hospital
    source = RoundSource(round: rules.basis.round, hospital: hospital, folder: folder)
    payloads = MaskedPayloads(rules: rules, hospital: hospital, folder: folder)
    verifier = Verifier(ring)
    copies = RelayCopies(verifier: verifier, payloads: payloads)
    secretsAreHere = try hospital.roundSecrets(rules.basis) != nil
    checked = try CheckedFiles(hospital.journal, K: rules.basis.K, withBoxes: secretsAreHere)
  }

  /// Looks at the vault and the folder once and returns what is known then; what concerns the
  /// consortium as a whole is not in it yet.
  ///
  /// - Throws: `NodeError` 78 when a file proves that another node runs with this state.
  func look() throws -> RoundView {
    refusals.forgetAside()
    source.look(rules.basis.manifest.members.map(\.id))
    for id in rules.basis.roster.ids {
      let slots = try source.slots(of: id)
      // In the order in which they build on each other.
      for slot in slots where slot == .masked { try take(id, slot) }
    }
    try takeRelays { $0 == .masked }
    for id in rules.basis.roster.ids {
      for slot in try source.ballots(of: id) { try take(id, slot) }
    }
    try takeRelays { $0 != .masked }
    return view
  }

  /// Makes durable what has passed, for the next process.
  func remember() throws { try checked.save() }

  /// A member's masked vector, opened.
  func vector(of statement: MaskedStatement) throws -> RingVector {
    try vectors.vector(of: statement.digest) ?? payloads.vector(statement)
  }

  /// What this hospital's box in a masked file holds; opened now where an earlier process did it.
  func shares(of statement: MaskedStatement) throws -> OpenedShares? {
    if let known = opened[statement.digest] { return known }
    let shares = secretsAreHere ? try openBox(statement) : nil
    opened[statement.digest] = shares
    return shares
  }

  /// The sealed vector of a member's masked file.
  func sealed(of statement: MaskedStatement) throws -> [UInt8] {
    try payloads.find(statement).bytes
  }

  private var view: RoundView {
    var view = RoundView(basis: rules.basis)
    for (digest, file) in statements {
      view.statements[file.place.member, default: []].insert(digest)
    }
    for (digest, file) in masked { view.masked[file.place.member, default: []].insert(digest) }
    for (digest, file) in readable {
      view.readable[file.place.member, default: []].insert(digest)
    }
    view.conflicts = conflicts
    view.votes = votes.mapValues { $0.mapValues(\.content.body.choice) }
    view.cuts = cuts.mapValues(\.content.body.choice)
    view.unmasked = unmasked.mapValues { $0.mapValues(\.content.body.choice) }
    // Of a member that has signed two files both have to be there.
    view.relayed = Set(
      view.masked.filter { $0.value.allSatisfy(copies.isEnough) }.keys)
    let others = Dictionary(grouping: strangers.values) { $0 }
    view.isOutvoted = others.values.contains { $0.count >= rules.basis.roster.t }
    return view
  }

  // MARK: Taking files

  private func take(_ id: MemberID, _ slot: Slot) throws {
    let place = Place(member: id, round: rules.basis.round, slot: slot)
    if taken[place] == nil, let kept = try source.kept(place) { try take(kept, beside: place) }
    if let file = source.read(place), taken[place] != file {
      if try isForeign(file) { return }
      try take(file, beside: place)
    } else if slot == .masked, let file = taken[place], !isComplete(id) {
      // Its vector may have been on its way.
      try take(file, beside: place)
    }
  }

  private func isComplete(_ id: MemberID) -> Bool {
    masked.values.contains { $0.place.member == id }
  }

  private func take(_ file: UnverifiedFile, beside place: Place) throws {
    let id = file.place.member
    let held = statements.count + masked.count + verifier.ring.changes
    try refusals.attempt(file, at: place.json, held: held) {
      guard self.isUnderKeyOfRound(file) else {
        throw Rejection(
          .signature, file: place.json, "was made with a key that its author has not in this round")
      }
      switch file.place.slot {
      case .masked: try self.takeMasked(file, beside: place)
      case .vote(let ballot):
        try self.takeOnce(file) { () throws in
          let vote = try self.verifier.statement(VoteBody.self, file)
          try self.rules.check(vote)
          self.votes[ballot, default: [:]][id] = vote
        }
      case .cut(let ballot):
        try self.takeOnce(file) { () throws in
          let cut = try self.verifier.statement(CutBody.self, file)
          try self.rules.check(cut)
          self.cuts[ballot] = cut
        }
      case .unmask(let ballot):
        try self.takeOnce(file) { () throws in
          let unmask = try self.verifier.statement(UnmaskBody.self, file)
          // What it is judged by must be here in any case.
          let isJudged = unmask.content.body.choice.set.digests
            .allSatisfy { self.statements[$0] != nil }
          if !isJudged || !self.checked.isChecked(unmask: unmask.digest) {
            try self.rules.check(unmask, masked: self.statements)
          }
          self.unmasked[id, default: [:]][ballot] = unmask
        }
      default: break
      }
    }
  }

  /// Whether a file names the key that its author has in this round, by the entry that the roster names.
  /// Under another one it convicts nobody: whoever finds a key that was changed could sign two.
  private func isUnderKeyOfRound(_ file: UnverifiedFile) -> Bool {
    let member = file.place.member
    guard let entry = rules.basis.roster.members[member] else { return true }
    return verifier.signer(of: file)
      == verifier.ring.identity(of: member, incarnation: entry.incarnation)
  }

  /// Copies that members made of others' files, for those who cannot see the original.
  private func takeRelays(of wanted: (Slot) -> Bool) throws {
    for relay in rules.basis.manifest.members.map(\.id) {
      for slot in try source.copies(by: relay) {
        guard let (author, original) = slot.original, wanted(original),
          rules.basis.roster.members[author] != nil
        else { continue }
        let copy = Place(member: relay, round: rules.basis.round, slot: slot)
        guard let found = source.read(copy) else { continue }
        let file = UnverifiedFile(
          place: Place(member: author, round: copy.round, slot: original), bytes: found.bytes,
          signature: found.signature)
        if try isForeign(file) { continue }
        try take(file, beside: copy)
        if slot == .relay(author), let statement = statements[Digest(hashing: file.bytes)] {
          copies.note(file, of: statement, by: relay)
        }
      }
    }
  }

  /// Takes a statement that nothing else is stored for: the first stays, a second is an offence.
  private func takeOnce(_ file: UnverifiedFile, _ check: () throws -> Void) throws {
    if let first = taken[file.place] {
      if first.bytes != file.bytes { try convict(first, file) }
      return
    }
    if file.place.member != hospital.id, let kept = try hospital.vaulted(file.place),
      kept.bytes != file.bytes
    {
      // Kept before and not yet taken again here: the first stays, whatever it still waits for.
      try convict(kept, file)
      return
    }
    try check()
    try keep(file)
  }

  private func takeMasked(_ file: UnverifiedFile, beside place: Place) throws {
    let digest = Digest(hashing: file.bytes)
    if statements[digest] == nil {
      let statement = try verifier.statement(MaskedBody.self, file)
      if statement.content.K != rules.basis.K { strangers[file.place.member] = statement.content.K }
      try rules.check(statement)
      let first = try taken[file.place] ?? hospital.vaulted(file.place)
      if let first, first.bytes != file.bytes { try convict(first, file) }
      if first == nil || first?.bytes == file.bytes { try keep(file) }
      for other in statements.values where other.place.member != file.place.member {
        if !rules.agree(statement, other) { conflicts.insert([digest, other.digest]) }
      }
      statements[digest] = statement
    }
    guard masked[digest] == nil, let statement = statements[digest] else { return }
    if try !checked.isChecked(masked: digest) || !payloads.isKept(statement) {
      let sealed = try payloads.read(statement, beside: place)
      vectors.keep(try payloads.open(statement, sealed), of: digest)
      try payloads.keep(statement, sealed)
      readable[digest] = statement
      if try shares(of: statement) == nil, secretsAreHere {
        throw Rejection(
          .sharing, file: statement.place.json, "this hospital's box in it was not opened")
      }
      checked.note(masked: digest)
    }
    readable[digest] = statement
    masked[digest] = statement
  }

  /// The hospital's own share box, opened and checked against the dealer's commitments.
  private func openBox(_ statement: MaskedStatement) throws -> OpenedShares? {
    guard let secrets = try hospital.roundSecrets(rules.basis) else { return nil }
    do {
      return try statement.content.body.dealing.open(
        from: statement.place.member.name, as: hospital.id.name, secrets: secrets,
        in: rules.context)
    } catch {
      throw Rejection(.sharing, file: statement.place.json, error.message)
    }
  }

  private func keep(_ file: UnverifiedFile) throws {
    taken[file.place] = file
    // What was kept before is on the disk for certain only where more was written down after it.
    let digest = Digest(hashing: file.bytes)
    let isKept = checked.isChecked(masked: digest) || checked.isChecked(unmask: digest)
    if file.place.member != hospital.id, try !isKept || hospital.vaulted(file.place) != file {
      try hospital.vault(file)
    }
    if case .unmask = file.place.slot { checked.note(unmask: digest) }
  }

  private func convict(_ first: UnverifiedFile, _ second: UnverifiedFile) throws {
    try verifier.signature(of: second)
    offences[Offence(.equivocation, at: first.place)] = [first, second]
  }

  /// Whether a file bears this hospital's name and is not what it signed: then it is not taken.
  ///
  /// - Throws: `NodeError` 78 where it is signed all the same, by a copy of this state that people
  ///   do not know of yet.
  private func isForeign(_ file: UnverifiedFile) throws -> Bool {
    guard file.place.member == hospital.id,
      try hospital.outboxFile(at: file.place)?.bytes != file.bytes
    else { return false }
    // Signed all the same: by a clone of this state.
    if isUnderKeyOfRound(file), (try? verifier.signature(of: file)) != nil,
      try !hospital.isAcknowledged(file.bytes)
    {
      throw OwnFolderCheck.behind(file.place.json, "is not what this hospital signed", hospital)
    }
    return true
  }
}
