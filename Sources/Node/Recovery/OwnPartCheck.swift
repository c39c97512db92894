import Artifacts
import Rounds
import SharedFolder

/// Whether every masked file of this hospital that is in a published sum is known here.
///
/// A share that is behind, or whose operator hides files, may show a sum of others before the own
/// masked file in it. Whoever came back then would not know what its patients have paid for.
struct OwnPartCheck {
  let hospital: Hospital
  let folder: any Folder
  let manifest: Verified<Manifest>

  /// Looks at the results in all members' folders.
  ///
  /// - Throws: `NodeError` 75 that names the first masked file that is missed.
  func run() throws {
    let reader = ConsortiumReader(folder: folder)
    let verifier = Verifier(try hospital.keys(manifest, in: folder))
    let published = Set(try folder.list(""))
    for member in manifest.content.members.map(\.id.name) where published.contains(member) {
      for name in try folder.list(member).sorted() where name.hasPrefix("round-") {
        guard let place = Place("\(member)/\(name)/result"),
          let file = try? reader.read(place),
          let result = try? verifier.document(ResultDocument.self, file).content,
          result.set.masked[hospital.id] != nil
        else { continue }
        let own = Place(member: hospital.id, round: result.round, slot: .masked)
        guard try hospital.outboxFile(at: own) == nil else { continue }
        throw NodeError(
          .tryLater,
          "\(place.json) has a part of \(hospital.id) in its sum, and \(own.json) is not here "
            + "with all that belongs to it",
          remedy: "wait until the shared directory is synchronised; otherwise ask the others for "
            + "the file: what it has cost must not be forgotten")
      }
    }
  }
}
