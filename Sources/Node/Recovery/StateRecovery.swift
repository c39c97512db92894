import Artifacts
import DifferentialPrivacy
import Journal
import Rounds
import SharedFolder
import Sodium

/// Takes in what a rolled back or restored state has forgotten: everything that this hospital has
/// signed and that lies in its own folder.
///
/// Each such file fills its slot of the outbox, so that the slot is never signed again; each
/// masked file is charged, so that the ledger never under-counts. Then the hospital enters again
/// under a new incarnation, and so takes no part in any round that the old one could have signed.
struct StateRecovery {
  let hospital: Hospital
  let folder: any Folder
  let manifest: Verified<Manifest>
  let verifier: Verifier

  var reader: ConsortiumReader { ConsortiumReader(folder: folder) }

  /// Prepares to recover a state.
  init(hospital: Hospital, folder: any Folder, manifest: Verified<Manifest>) throws {
    (self.hospital, self.folder, self.manifest) = (hospital, folder, manifest)
    verifier = Verifier(try hospital.keys(manifest, in: folder))
  }

  /// What was done.
  struct Outcome {
    /// Own files that the state did not know, by path.
    let found: [String]
    /// Own files of which the state has signed another version: a copy of it has run elsewhere.
    let signedTwice: [String]
    /// The new incarnation.
    let incarnation: Int
  }

  /// Recovers; can be repeated after any crash.
  ///
  /// - Parameter floor: the new incarnation is above it; nothing else is known of what the lost state
  ///   used.
  /// - Throws: `NodeError` 75 when a file that is needed is not here completely.
  func run(beyond floor: Int = 0) throws -> Outcome {
    try checkKey()
    let gone = try goneRounds()
    var found: [String] = []
    var twice: [String] = []
    let places = try ownPlaces()
    // Until the new entry is made: what a run that broke off has taken in, the next one does not find.
    let isBegun = try hospital.isRecovering.load() ?? false
    try hospital.isRecovering.save(true)
    let before = try chainBeforeChange(places)
    for place in places {
      let file = try read(place)
      guard (try? check(file)) != nil else { continue }
      let isOfNow = verifier.signer(of: file) == hospital.identity.publicKey
      if let known = try hospital.outboxFile(at: place) {
        // Under a key of before another version may be a thief's, and tells of no copy.
        if known.bytes != file.bytes, isOfNow {
          twice.append(place.json)
          try hospital.acknowledge(file)
        }
        continue
      }
      guard isOfNow || isManifest(file) || before?.contains(file) == true else {
        try chargeIfExpected(file)
        continue
      }
      // Charged first: after a crash between the two the account is right.
      if place.slot == .masked { try charge(file) }
      try hospital.fillOutbox(place, try parts(of: file, gone))
      found.append(place.json)
    }
    try OwnPartCheck(hospital: hospital, folder: folder, manifest: manifest).run()
    try OwnChain(hospital.journal).rebuild()
    var incarnation = try hospital.incarnation
    let entered = try hospital.tip()?.entered[hospital.id] ?? 0
    // A second run finds nothing, and the entry of the first one with its secrets.
    let isDone =
      try !isBegun && found.isEmpty && incarnation > entered
      && hospital.hasEnrolmentSecrets(incarnation)
    if !isDone {
      incarnation = max(incarnation, floor) + 1
      // Before the entry, from which on the state is used.
      try hospital.returnedAs.save(incarnation)
      try Author(hospital: hospital).enrol(as: incarnation, session: manifest.digest)
    }
    try hospital.isRecovering.save(false)
    return Outcome(found: found, signedTwice: twice, incarnation: incarnation)
  }

  /// A state of before a change of its key could only sign what nobody believes.
  private func checkKey() throws {
    let (own, ring) = (hospital.identity.publicKey, verifier.ring)
    guard ring.identity(of: hospital.id) != own else { return }
    guard ring.identities(of: hospital.id).contains(own) else {
      throw NodeError(
        .tryLater,
        "the entry with which \(hospital.id) changed to the key of this state is not here, or does not "
          + "fit the changes that are",
        remedy: "mount the shared directory, or wait until it is synchronised; an entry in "
          + "\(hospital.id)/consortium that nobody here has made can be removed")
    }
    let change = verifier.ring.rotations(of: hospital.id).last ?? 1
    let place = Place(member: hospital.id, slot: .enrol(change))
    throw NodeError(
      .configuration,
      "\(place.json) changed the key of \(hospital.id); this state has the one of before",
      remedy: "restore from a backup that was made after 'rotate-key'; without one the others "
        + "expel \(hospital.id), and it joins a consortium that follows as a new member")
  }

  /// Whether this hospital has signed it. What it signed before there was a session names none.
  private func check(_ file: UnverifiedFile) throws(Rejection) {
    switch file.place.slot {
    case .plan, .enrol(1):
      let first = manifest.content.member(hospital.id)?.identity
      try Verifier(session: .zero, identities: first.map { [hospital.id: $0] } ?? [:])
        .signature(of: file)
    default: try verifier.signature(of: file)
    }
    // What everybody derives alike may be under any key: under one of before it may be a thief's.
    guard
      !file.place.slot.isDocument || isManifest(file)
        || verifier.signer(of: file) == hospital.identity.publicKey
    else {
      throw Rejection(.signature, file: file.place.signature, "is under a key of before")
    }
  }

  private func isManifest(_ file: UnverifiedFile) -> Bool {
    file.place.slot == .manifest && hospital.id == manifest.content.coordinator
      && Digest(hashing: file.bytes) == manifest.digest
  }

  /// What the change to the key of now commits to; `nil` where there was none.
  private func chainBeforeChange(_ places: [Place]) throws -> ChainBeforeChange? {
    guard let change = verifier.ring.changes(of: hospital.id).last else { return nil }
    var chain = ChainBeforeChange(
      change: change, enrolment: manifest.content.member(hospital.id)?.enrolment)
    for place in places { chain.add(try read(place)) }
    for key in try hospital.journal.outbox.slots() {
      guard let place = SlotKey(key)?.place(of: hospital.id),
        let file = try hospital.outboxFile(at: place)
      else { continue }
      chain.add(file)
    }
    chain.follow()
    return chain
  }

  /// A file of the own folder.
  ///
  /// - Throws: `NodeError` 75 where it is here without its signature.
  private func read(_ place: Place) throws -> UnverifiedFile {
    if let file = try reader.read(place) { return file }
    throw NodeError(
      .tryLater, "\(place.json) is here without its signature",
      remedy: "wait until the shared directory is synchronised, then run 'recover' again; or "
        + "remove it, if nobody here has put it there")
  }

  /// Every place of the own folder in which a file may be signed by this hospital, rounds rising.
  private func ownPlaces() throws -> [Place] {
    var places: [Place] = []
    let names = try folder.list(hospital.id.name).filter { $0 != StatusPath.fileName }
    guard !names.isEmpty else {
      throw NodeError(
        .tryLater, "this hospital's own folder \(hospital.id)/ is empty",
        remedy: "mount the shared directory, or wait until it is synchronised: what was signed "
          + "before must not be signed again")
    }
    for name in names.sorted() where name == "consortium" || name.hasPrefix("round-") {
      for file in try folder.list("\(hospital.id)/\(name)").sorted() where file.hasSuffix(".json") {
        let text = "\(hospital.id)/\(name)/\(file.dropLast(".json".count))"
        guard let place = Place(text), place.slot.isOwnStatement || place.slot.isDocument else {
          continue
        }
        places.append(place)
      }
    }
    return places
  }

  /// Whether the plan let this hospital remove a sealed file that is not here: then it was pruned,
  /// and is not waited for.
  private func goneRounds() throws -> (Place) -> Bool {
    guard let retention = PayloadRetention(manifest.content.plan) else { return { _ in false } }
    // The tip may be lost with the state, so what the others are at tells.
    let newest = try VerifiedFolder(folder, manifest).newestRound()
    return { place in
      let names = try? folder.list(place.directory)
      return retention.isOver(place.slot, of: place.round, closed: newest)
        && names.map { !$0.contains("\(place.slot.name).sealed") } ?? false
    }
  }

  /// A file with its signature, and its payload or parameters where it has any.
  private func parts(
    of file: UnverifiedFile, _ isGone: (Place) -> Bool
  ) throws -> [(path: String, bytes: [UInt8])] {
    let place = file.place
    var files: [(path: String, bytes: [UInt8])] = []
    let payload: Payload? =
      switch place.slot {
      case .masked: try verifier.statement(MaskedBody.self, file).content.payload.first
      case .model: try verifier.statement(ModelBody.self, file).content.payload.first
      default: nil
      }
    if let payload, !isGone(place) {
      let bytes = try folder.read(place.sealed, limit: payload.bytes)
      try SealedFile.check(bytes, pinned: payload, path: place.sealed)
      files.append((place.sealed, bytes))
    }
    if place.slot == .plan, let start = try reader.start(manifest) {
      files.append((place.parameters, start))
    }
    return files + [(place.json, file.bytes), (place.signature, file.signature)]
  }
}

extension Slot {
  /// A document of a round: signed by whoever publishes it, no statement of a chain.
  var isDocument: Bool { self == .commit || self == .result || self == .manifest }
}
