import Artifacts
import Rounds
import SharedFolder
import Sodium

/// What others published as the outcome of a closed round, verified.
///
/// Their files are never an input: each is only compared with what this hospital derived.
final class OutcomeReader {
  private let reader: ConsortiumReader
  private let verifier: Verifier
  private let manifest: Manifest
  private let folder: any Folder
  private let key: SealingKey
  private let session: Digest
  /// Seconds after which a model that was right is read again.
  private let patience: Double
  /// What was found out about files of the rounds that are still looked at, so that a file is judged
  /// once.
  private var judged: [Place: Judgement] = [:]
  private var looks: SpacedLooks<Place>
  private let seen: SeenModels?

  private enum Verdict { case right, lie, nothing }

  private struct Judgement {
    /// Digest of statement and signature.
    let file: Digest
    let place: Place
    let derived: DerivedOutcome
    let verdict: Verdict
    let since: ClockReading
    /// How often keys had been changed, as far as was known.
    let changes: Int
    /// Whether what lies beside it has to be looked at again.
    var isOld = false
  }

  /// - Parameters:
  ///   - ring: the members' keys.
  ///   - seen: models that earlier processes found right; `nil` to remember none.
  init(
    folder: any Folder, manifest: Verified<Manifest>, _ ring: KeyRing, key: SealingKey,
    seen: SeenModels? = nil
  ) {
    self.folder = folder
    self.seen = seen
    self.key = key
    session = manifest.digest
    reader = ConsortiumReader(folder: folder)
    verifier = Verifier(ring)
    self.manifest = manifest.content
    patience = Double(manifest.content.plan.rounds.patience.leader)
    looks = SpacedLooks(longest: patience / 4)
  }

  /// What is there of a round's outcome.
  struct Found {
    /// Whether result, commit and model lie there, right and from whomever.
    var isComplete = false
    /// Signed files that say something else than was derived.
    var lies: [UnverifiedFile] = []
  }

  /// Looks once. A file that is not complete or not signed says nothing.
  ///
  /// - Parameters:
  ///   - closed: the result of the round, as this hospital derived it.
  ///   - digest: of its bytes.
  ///   - now: by the hospital's clock.
  func look(_ closed: ResultDocument, digest: Digest, now: ClockReading) -> Found {
    let round = closed.round
    let derived = DerivedOutcome(closed, digest: digest)
    var found = Found()
    var right: Set<Slot> = []
    for member in manifest.members.map(\.id) {
      for (round, slot) in [(round, Slot.result), (round + 1, .commit), (round, .model)] {
        let place = Place(member: member, round: round, slot: slot)
        guard let file = try? reader.read(place) else { continue }
        switch verdict(file, derived, closed, now) {
        case .right: right.insert(slot)
        case .lie: found.lies.append(file)
        case .nothing: break
        }
      }
    }
    found.isComplete = right.count == 3
    return found
  }

  /// Makes durable which models were found right.
  func save() throws {
    try seen?.save(
      judged.values.filter { $0.verdict == .right && $0.place.slot == .model && !$0.isOld }.map {
        SeenModel(
          file: $0.file, place: $0.place.description, result: $0.derived.result,
          model: $0.derived.model, since: $0.since)
      })
  }

  /// Forgets what was found out about other rounds.
  func forget(except rounds: Set<Int>) {
    let isOld = { (place: Place) in
      !rounds.contains(place.slot == .commit ? place.round - 1 : place.round)
    }
    judged = judged.filter { !isOld($0.key) }
    looks.forget(where: isOld)
  }

  /// Forgets that a round's models were right, so that the next look reads them again.
  func forgetModels(of round: Int) {
    let isModel = { (place: Place) in place.round == round && place.slot == .model }
    for place in judged.keys where isModel(place) { judged[place]?.isOld = true }
    looks.forget(where: isModel)
  }

  private func verdict(
    _ file: UnverifiedFile, _ derived: DerivedOutcome, _ closed: ResultDocument,
    _ now: ClockReading
  ) -> Verdict {
    let digest = file.fingerprint
    // Once in a process: what it finds out itself counts from then on.
    if let before = seen?.take(file.place) {
      judged[file.place] = remembered(before, file.place, derived, now)
    }
    if let known = judged[file.place], known.file == digest, known.derived == derived,
      known.changes == verifier.ring.changes, stillHolds(known, now)
    {
      return known.verdict
    }
    let known = judged.removeValue(forKey: file.place)
    var verdict = Verdict.nothing
    if (try? verifier.signature(of: file)) != nil,
      let agrees = try? derived.agrees(with: file, verifier)
    {
      verdict = agrees ? .right : isUnderKeyOf(closed, file) ? .lie : .nothing
    }
    if verdict == .right, file.place.slot == .model {
      let wasRight = known.map {
        $0.file == digest && $0.derived == derived && $0.verdict == .right
      }
      guard isListed(file.place), known?.file == digest || looks.isDue(file.place, now: now),
        let opens = opens(file, derived, closed, wasRight: wasRight ?? false)
      else { return .nothing }
      looks.forget { $0 == file.place }
      verdict = opens ? .right : .nothing
    }
    judged[file.place] = Judgement(
      file: digest, place: file.place, derived: derived, verdict: verdict, since: now,
      changes: verifier.ring.changes)
    return verdict
  }

  /// What an earlier process found out about a model.
  private func remembered(
    _ model: SeenModel, _ place: Place, _ derived: DerivedOutcome, _ now: ClockReading
  ) -> Judgement? {
    guard model.result == derived.result, model.model == derived.model else { return nil }
    return Judgement(
      file: model.file, place: place, derived: derived, verdict: .right, since: model.since,
      changes: verifier.ring.changes,
      // Across a restart of the machine only the calendar tells, which may have been set back.
      isOld: model.since.boot != now.boot)
  }

  /// Whether a file names the key that its publisher has in the round after; a lie under another one is
  /// nobody's.
  private func isUnderKeyOf(_ closed: ResultDocument, _ file: UnverifiedFile) -> Bool {
    let (member, ring) = (file.place.member, verifier.ring)
    let entry = closed.roster.members[member]?.incarnation ?? .max
    return verifier.signer(of: file) == ring.identity(of: member, incarnation: entry)
  }

  /// Whether what was found need not be looked at again. The publisher of a model may have taken it
  /// away, or laid something else in its place: it is read again after a leader's patience.
  private func stillHolds(_ known: Judgement, _ now: ClockReading) -> Bool {
    guard known.verdict == .right, known.place.slot == .model else { return true }
    return !known.isOld && now.seconds(since: known.since) < patience && isListed(known.place)
  }

  /// Whether the sealed model beside a statement opens and is the one; a statement alone would let
  /// everybody forget the model. `nil` while the file is not here completely.
  ///
  /// - Parameter wasRight: whether a model that this very statement pins has opened here before:
  ///   then no other bytes have its digest, and they need not be opened again.
  private func opens(
    _ file: UnverifiedFile, _ derived: DerivedOutcome, _ closed: ResultDocument, wasRight: Bool
  ) -> Bool? {
    // By the rules that catching up and the audit follow; they also bound what is read.
    guard let statement = try? verifier.statement(ModelBody.self, file),
      (try? ModelRules.check(
        statement, result: derived.result, closed: closed, manifest: manifest)) != nil
    else { return false }
    let payload = statement.content.payload[0]
    guard
      let bytes = try? folder.read(file.place.sealed, limit: payload.bytes),
      let sealed = try? PinnedFile(bytes, pinned: payload, path: file.place.sealed)
    else { return nil }
    if wasRight { return true }
    let model = try? sealed.open(
      kind: .model, place: file.place, session: session, K: statement.content.K, with: key)
    return model.map { Digest(hashing: $0) == derived.model } ?? false
  }

  private func isListed(_ place: Place) -> Bool {
    let names = try? folder.list("\(place.member)/\(place.folder)")
    return names?.contains("\(place.slot.name).sealed") ?? false
  }
}
