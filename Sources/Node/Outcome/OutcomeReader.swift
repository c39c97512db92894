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

  init(folder: any Folder, manifest: Verified<Manifest>) {
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
        if agrees { right.insert(slot) } else { found.lies.append(file) }
      }
    }
    found.isComplete = right.count == 3
    return found
  }
}
