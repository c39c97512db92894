import Artifacts
import SharedFolder
import Sodium

/// What others published as the outcome of the closed round, verified.
///
/// Their files are never an input: each is only compared with what this hospital derived.
struct OutcomeReader {
  private var known: [Place: Digest] = [:]
  private var round = -1

  /// Digests of the valid result, commit and model files that lie in the members' folders.
  ///
  /// For a model file the digest is that of the model which it names.
  mutating func look(
    closed: ResultDocument, folder: any Folder, session: Digest, manifest: Manifest
  ) -> [Place: Digest] {
    if round != closed.round {
      round = closed.round
      known = [:]
    }
    let reader = ConsortiumReader(folder: folder)
    let verifier = Verifier(session: session, manifest: manifest)
    for member in manifest.members.map(\.id) {
      let result = Place(member: member, round: closed.round, slot: .result)
      let commit = Place(member: member, round: closed.round + 1, slot: .commit)
      let model = Place(member: member, round: closed.round, slot: .model)
      // A file that is not complete or not valid says nothing; it is looked at again.
      if known[result] == nil, let file = try? reader.read(result) {
        known[result] = try? verifier.result(file).digest
      }
      if known[commit] == nil, let file = try? reader.read(commit) {
        known[commit] = try? verifier.commit(file).digest
      }
      if known[model] == nil, let file = try? reader.read(model) {
        known[model] = try? verifier.statement(ModelBody.self, file).content.body.model
      }
    }
    return known
  }
}
