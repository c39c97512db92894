import Artifacts
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
    let isBegun = try hospital.isRecovering.load() ?? false
    let before = try chainBeforeChange(places)
    for place in places {
      let file = try read(place)
      guard (try? check(file)) != nil else { continue }
      let isOfNow = verifier.signer(of: file) == hospital.identity.publicKey
      if let known = try hospital.outboxFile(at: place) {
        // Under a key of before another version may be a thief's, and tells of no copy.
        if known.bytes != file.bytes, isOfNow {
          try begin()
          twice.append(place.json)
          try hospital.acknowledge(file)
        }
        continue
      }
      guard isOfNow || isManifest(file) || before?.contains(file) == true else {
        try chargeIfExpected(file)
        continue
      }
      try begin()
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
      try begin()
      incarnation = max(incarnation, floor) + 1
      // Before the entry, from which on the state is used.
      try hospital.returnedAs.save(incarnation)
      try Author(hospital: hospital).enrol(as: incarnation, session: manifest.digest)
    }
    try hospital.isRecovering.save(false)
    return Outcome(found: found, signedTwice: twice, incarnation: incarnation)
  }

  /// Marks, durably, that a recovery is at work, before it changes anything. Until the new entry is made
  /// the node signs nothing: what a run that broke off has taken in looks known, and is not all of it.
  private func begin() throws {
    if try hospital.isRecovering.load() != true { try hospital.isRecovering.save(true) }
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
}
