import Artifacts
import Rounds
import SharedFolder
import Sodium

/// Whether every masked file of this hospital that is in a published sum is known here.
///
/// A share that is behind, or whose operator hides files, may show a sum of others before the own
/// masked file in it. Whoever came back then would not know what its patients have paid for.
///
/// A result counts under a key with which its publisher signs now, or where it is the others' word: one
/// under a key that was changed may be of somebody who has found it, and could hinder every recovery.
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
    let words = OthersWord(hospital.id, VerifiedFolder(folder, manifest, verifier.ring))
    let published = Set(try folder.list(""))
    for member in manifest.content.members.map(\.id.name) where published.contains(member) {
      for name in try folder.list(member).sorted() where name.hasPrefix("round-") {
        guard let place = Place("\(member)/\(name)/result"),
          let file = try? reader.read(place),
          let result = try? verifier.document(ResultDocument.self, file),
          let part = result.content.set.masked[hospital.id]
        else { continue }
        let own = Place(member: hospital.id, round: place.round, slot: .masked)
        guard try hospital.outboxFile(at: own) == nil, try !isPaid(own, part),
          verifier.signer(of: file) == verifier.ring.identity(of: place.member)
            || words.result(of: place.round, digest: result.digest) != nil
        else { continue }
        throw NodeError(
          .tryLater,
          "\(place.json) has a part of \(hospital.id) in its sum, and \(own.json) is not here "
            + "with all that belongs to it",
          remedy: "wait until the shared directory is synchronised; otherwise ask the others for "
            + "the file: what it has cost must not be forgotten")
      }
    }
  }

  /// Whether a part lies here and was charged, although the outbox does not take it: a lost state has
  /// signed it with a key that was changed since.
  private func isPaid(_ place: Place, _ part: Digest) throws -> Bool {
    guard let file = try? ConsortiumReader(folder: folder).read(place),
      Digest(hashing: file.bytes) == part
    else { return false }
    return try hospital.charges.entries().contains { $0.slot == place.key }
  }
}
