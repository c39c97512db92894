import Artifacts
import Rounds
import Sodium

/// Which restarts the consortium followed, and which rounds they abandoned.
struct RestartHistory {
  /// The restarts that were followed, by the round whose outcome each is.
  private(set) var followed: [Int: Restart] = [:]
  /// The rounds that were abandoned, each with the round of the restart that did it.
  private(set) var abandoned: [Int: Int] = [:]
  /// The restarts in force, followed or not.
  let inForce: [Restart]

  /// Reads the restarts of all rounds.
  init(_ folders: RoundFolders, _ library: ResultLibrary) {
    let rules = ConsortiumRules(library.manifest, library.verifier.ring)
    let statements = folders.all.flatMap { folders.places("restart-", in: $0) }
      .compactMap { place in
        library.folder.read(place) { file throws(Rejection) in
          let statement = try library.verifier.statement(RestartBody.self, file)
          try rules.check(statement)
          return statement
        }.value
      }
    inForce = Restart.inForce(statements, manifest: library.manifest)
    var library = library
    library.restarts = inForce
    // The newest first: it may abandon an older one.
    for restart in inForce.reversed() where abandoned[restart.round] == nil {
      guard Self.isFollowed(restart, library) else { continue }
      followed[restart.round] = restart
      for round in restart.body.tipRound + 1...restart.round { abandoned[round] = restart.round }
    }
  }

  /// Whether the hospitals went on from a restart: whoever had closed its round already did not.
  ///
  /// The next round's masked files tell. Where there are none yet, it is followed unless a quorum
  /// has opened or voided its round: then they close it so.
  private static func isFollowed(_ restart: Restart, _ library: ResultLibrary) -> Bool {
    let named = library.masked(restart.round + 1).values.map(\.content.K)
    guard !named.isEmpty else { return !isDecided(restart.round, library) }
    if let result = library.outcome(of: restart) {
      let own = named.count { $0 == result.digest }
      return own > 0 && Set(named).allSatisfy { K in named.count { $0 == K } <= own }
    }
    let others = library.copies(restart.round).filter { $0.content.outcome != .restart }
    return !named.contains { K in others.contains { $0.digest == K } }
  }

  /// Whether a quorum has unmasked for one choice in a round.
  private static func isDecided(_ round: Int, _ library: ResultLibrary) -> Bool {
    let files = RoundFiles(
      round, folder: library.folder, verifier: library.verifier, manifest: library.manifest)
    for K in Set(files.standing.values.joined()) {
      guard let before = library.find(K, round: round - 1),
        let basis = try? RoundBasis(
          after: before.content, digest: K, manifest: library.manifest)
      else { continue }
      if files.isDecided(basis) { return true }
    }
    return false
  }
}
