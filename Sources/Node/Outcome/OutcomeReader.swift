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
  func look(round: Int, derived: DerivedOutcome) -> Found {
    var found = Found()
    var right: Set<Slot> = []
    for member in manifest.members.map(\.id) {
      for (round, slot) in [(round, Slot.result), (round + 1, .commit), (round, .model)] {
        let place = Place(member: member, round: round, slot: slot)
        guard let file = try? reader.read(place) else { continue }
        switch verdict(file, derived) {
        case .right: right.insert(slot)
        case .lie: found.lies.append(file)
        case .nothing: break
        }
      }
    }
    found.isComplete = right.count == 3
    return found
  }

  private func verdict(_ file: UnverifiedFile, _ derived: DerivedOutcome) -> Verdict {
    if let known = judged[file.place], known.file == file, known.derived == derived {
      return known.verdict
    }
    judged = judged.filter { $0.key.round >= file.place.round - 2 }
    guard (try? verifier.signature(of: file)) != nil,
      let agrees = try? derived.agrees(with: file, verifier)
    else {
      judged[file.place] = Judgement(file: file, derived: derived, verdict: .nothing)
      return .nothing
    }
    if agrees, file.place.slot == .model, !opens(file, derived) { return .nothing }
    let verdict: Verdict = agrees ? .right : .lie
    judged[file.place] = Judgement(file: file, derived: derived, verdict: verdict)
    return verdict
  }

  /// Whether the sealed model beside a statement is here, opens, and is the one: a statement alone
  /// would let everybody forget the model.
  private func opens(_ file: UnverifiedFile, _ derived: DerivedOutcome) -> Bool {
    guard let statement = try? verifier.statement(ModelBody.self, file),
      let payload = statement.content.payload.first, payload.name == "model.sealed",
      let sealed = try? folder.read(file.place.sealed, limit: payload.bytes),
      let model = try? SealedFile.open(
        sealed, pinned: payload, kind: .model, place: file.place, session: session,
        K: statement.content.K, with: key)
    else { return false }
    return Digest(hashing: model) == derived.model
  }
}
