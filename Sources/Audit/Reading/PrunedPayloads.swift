import Artifacts
import Rounds
import Sodium

/// Which sealed files need not lie here any more: the plan lets members remove them, and enough rounds
/// have been closed since.
struct PrunedPayloads: Sendable {
  /// What the plan says.
  let retention: PayloadRetention
  /// The newest round whose outcome is certain.
  let newest: Int
  let folder: AuditFolder

  /// `nil` where the plan lets nobody remove anything.
  init?(_ folders: RoundFolders, _ library: ResultLibrary) {
    guard let retention = PayloadRetention(library.manifest.plan) else { return nil }
    self.retention = retention
    folder = library.folder
    newest = Self.newest(folders, library)
  }

  /// Whether the sealed file beside a statement, or beside a copy of one, is gone as the plan allows;
  /// what lies there, whole or not, is judged as ever.
  func isGone(_ place: Place) -> Bool {
    retention.isOver(place.slot, of: place.round, closed: newest)
      && !folder.list(place.directory).contains("\(place.slot.name).sealed")
  }

  /// Says that files are gone.
  func notKept(_ places: [Place]) -> String {
    let files = places.map { "\($0.slot.name).sealed of \($0.member)" }.joined(separator: ", ")
    return "\(files) \(places.count == 1 ? "is" : "are") not kept: the plan lets members remove "
      + "\(places.count == 1 ? "it" : "them") after \(retention.rounds) further rounds"
  }

  /// The newest round that a quorum has decided, on a result that more members stand on than may
  /// collude; where it is still open, the one before. So nobody alone moves it, whatever it signs and
  /// however its folders are called.
  private static func newest(_ folders: RoundFolders, _ library: ResultLibrary) -> Int {
    for round in folders.all.reversed() where round > 0 {
      let standing = library.masked(round).mapValues {
        (K: $0.content.K, incarnation: $0.content.incarnation)
      }
      guard standing.count > 1 else { continue }
      let results = Dictionary(
        library.known(round - 1).map { ($0.digest, $0.content) }, uniquingKeysWith: { $1 })
      guard
        let K = ConsortiumWord.result(
          standing: standing, results: results, manifest: library.manifest),
        let before = results[K],
        let basis = try? RoundBasis(after: before, digest: K, manifest: library.manifest)
      else { continue }
      let files = RoundFiles(
        round, folder: library.folder, verifier: library.verifier, manifest: library.manifest)
      if files.isDecided(basis) { return round }
      // A restart's number may be far from the round that it goes on from.
      if before.outcome != .restart { return round - 1 }
    }
    return 0
  }
}

/// The model that a round trained on is gone, as the plan allows.
struct PrunedModel: Error {}
