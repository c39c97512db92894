import Artifacts
import Rounds
import SharedFolder
import Sodium

/// What lies in the own folder, and what of it is this hospital's.
extension StateRecovery {
  /// Whether this hospital has signed it. What it signed before there was a session names none.
  func check(_ file: UnverifiedFile) throws(Rejection) {
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

  func isManifest(_ file: UnverifiedFile) -> Bool {
    file.place.slot == .manifest && hospital.id == manifest.content.coordinator
      && Digest(hashing: file.bytes) == manifest.digest
  }

  /// What the change to the key of now commits to; `nil` where there was none.
  func chainBeforeChange(_ places: [Place]) throws -> ChainBeforeChange? {
    guard let change = verifier.ring.rotationEntries(of: hospital.id).last else { return nil }
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
  func read(_ place: Place) throws -> UnverifiedFile {
    if let file = try reader.read(place) { return file }
    throw NodeError(
      .tryLater, "\(place.json) is here without its signature",
      remedy: "wait until the shared directory is synchronised, then run 'recover' again; or "
        + "remove it, if nobody here has put it there")
  }

  /// Every place of the own folder in which a file may be signed by this hospital, rounds rising.
  func ownPlaces() throws -> [Place] {
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
  func goneRounds() throws -> (Place) -> Bool {
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
  func parts(
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
