import Artifacts
import DifferentialPrivacy
import Rounds
import SharedFolder
import Sodium

/// The closed rounds on which a consortium stands, from the newest back to genesis: each result is
/// the one whose digest the next names.
struct ClosedRounds {
  private let chain: ResultChain
  private let newest: KnownResult

  /// Finds the newest round.
  ///
  /// - Parameters:
  ///   - tip: the last round as a hospital has closed it by itself; without one the newest that the
  ///     members' signed files agree on.
  ///   - start: the parameters to start from as that hospital has kept them; without them those that
  ///     lie here.
  /// - Throws: `NodeError` 75 while founding is not complete here; `Rejection` where the parameters
  ///   to start from are missing or others.
  init(
    _ folder: any Folder, _ manifest: Verified<Manifest>, tip: KnownResult?, start: [UInt8]?
  ) throws {
    let files = VerifiedFolder(folder, manifest)
    let founding = Founding(reader: ConsortiumReader(folder: folder))
    guard let genesis = try founding.genesis(manifest, start: start) else {
      throw NodeError(
        .tryLater, "not all enrolments and approvals are here yet",
        remedy: "wait for the hospitals, or for the folder to synchronise")
    }
    let history = ConsortiumHistory(files, in: 0...(.max))
    chain = ResultChain(files: files, genesis: genesis.result, restarts: history.restarts)
    newest =
      tip ?? SharedRounds(files: files, genesis: genesis, limit: .max).newest(in: chain)
  }

  /// The results of all rounds up to one, genesis first.
  ///
  /// - Parameter round: `nil` for the newest.
  /// - Throws: `NodeError` 66 when the round is not closed, or was abandoned; 75 when a result in
  ///   between is not here.
  func results(through round: Int?) throws(NodeError) -> [KnownResult] {
    let last = newest.content.round
    if let round, round > last {
      throw NodeError(
        .missing, "round \(round) is not closed", remedy: "closed rounds here: 0 to \(last)")
    }
    var results: [KnownResult] = []
    var next: KnownResult? = newest
    while let current = next {
      if current.content.round <= round ?? last { results.insert(current, at: 0) }
      if current.content.round == 0 { break }
      next = chain.before(current)
      guard next != nil else {
        throw NodeError(
          .tryLater, "the result on which round \(current.content.round) stands is not here",
          remedy: "wait for the folder to synchronise; 'decaph-audit verify --all' says what lacks")
      }
    }
    if let round, results.last?.content.round != round {
      throw NodeError(
        .missing, "round \(round) was abandoned by a restart",
        remedy: "'decaph-node status --rounds 0' shows the rounds that count")
    }
    return results
  }
}
