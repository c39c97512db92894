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
  /// What was found out about files of the rounds that are still looked at, so that a file is judged
  /// once; a payload that is missing is looked for again.
  private var judged: [Place: Judgement] = [:]

  private enum Verdict { case right, lie, nothing }

  private struct Judgement {
    let file: UnverifiedFile
    let derived: DerivedOutcome
    let verdict: Verdict
  }

  init(folder: any Folder, manifest: Verified<Manifest>, key: SealingKey) {
    self.folder = folder
    self.key = key
    session = manifest.digest
    reader = ConsortiumReader(folder: folder)
    verifier = Verifier(session: manifest.digest, manifest: manifest.content)
    self.manifest = manifest.content
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
  func look(_ closed: ResultDocument, digest: Digest) -> Found {
    let round = closed.round
    let derived = DerivedOutcome(closed, digest: digest)
    var found = Found()
    var right: Set<Slot> = []
    for member in manifest.members.map(\.id) {
      for (round, slot) in [(round, Slot.result), (round + 1, .commit), (round, .model)] {
        let place = Place(member: member, round: round, slot: slot)
        guard let file = try? reader.read(place) else { continue }
        switch verdict(file, derived, closed) {
        case .right: right.insert(slot)
        case .lie: found.lies.append(file)
        case .nothing: break
        }
      }
    }
    found.isComplete = right.count == 3
    return found
  }

  /// Forgets what was found out about other rounds.
  func forget(except rounds: Set<Int>) {
    judged = judged.filter {
      rounds.contains($0.key.slot == .commit ? $0.key.round - 1 : $0.key.round)
    }
  }

  private func verdict(
    _ file: UnverifiedFile, _ derived: DerivedOutcome, _ closed: ResultDocument
  ) -> Verdict {
    if let known = judged[file.place], known.file == file, known.derived == derived {
      // Its publisher may have taken the model away again.
      let isGone = known.verdict == .right && file.place.slot == .model && !isListed(file.place)
      return isGone ? .nothing : known.verdict
    }
    guard (try? verifier.signature(of: file)) != nil,
      let agrees = try? derived.agrees(with: file, verifier)
    else {
      judged[file.place] = Judgement(file: file, derived: derived, verdict: .nothing)
      return .nothing
    }
    var verdict: Verdict = agrees ? .right : .lie
    if agrees, file.place.slot == .model {
      guard let opens = opens(file, derived, closed) else { return .nothing }
      verdict = opens ? .right : .nothing
    }
    judged[file.place] = Judgement(file: file, derived: derived, verdict: verdict)
    return verdict
  }

  /// Whether the sealed model beside a statement opens and is the one; a statement alone would let
  /// everybody forget the model. `nil` while the file is not here completely.
  private func opens(
    _ file: UnverifiedFile, _ derived: DerivedOutcome, _ closed: ResultDocument
  ) -> Bool? {
    // By the rules that catching up and the audit follow; they also bound what is read.
    guard let statement = try? verifier.statement(ModelBody.self, file),
      (try? ModelRules.check(
        statement, result: derived.result, closed: closed, manifest: manifest)) != nil
    else { return false }
    let payload = statement.content.payload[0]
    guard isListed(file.place),
      let sealed = try? folder.read(file.place.sealed, limit: payload.bytes),
      (try? SealedFile.check(sealed, pinned: payload, path: file.place.sealed)) != nil
    else { return nil }
    let model = try? SealedFile.open(
      sealed, pinned: payload, kind: .model, place: file.place, session: session,
      K: statement.content.K, with: key)
    return model.map { Digest(hashing: $0) == derived.model } ?? false
  }

  private func isListed(_ place: Place) -> Bool {
    let names = try? folder.list("\(place.member)/\(place.folder)")
    return names?.contains("\(place.slot.name).sealed") ?? false
  }
}
