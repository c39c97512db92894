import Artifacts
import Rounds
import SharedFolder
import Sodium

/// What others published as the outcome of a closed round, verified.
///
/// Their files are never an input: each is only compared with what this hospital derived.
struct OutcomeReader {
  private let reader: ConsortiumReader
  private let verifier: Verifier
  private let manifest: Manifest
  private let folder: any Folder
  private let key: SealingKey
  private let session: Digest

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
        guard let file = try? reader.read(Place(member: member, round: round, slot: slot)),
          (try? verifier.signature(of: file)) != nil,
          let agrees = try? derived.agrees(with: file, verifier)
        else { continue }
        if !agrees {
          found.lies.append(file)
        } else if slot != .model || opens(file, derived) {
          right.insert(slot)
        }
      }
    }
    found.isComplete = right.count == 3
    return found
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
