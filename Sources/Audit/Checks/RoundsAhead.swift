import Artifacts
import Foundation
import ModelUpdate
import Rounds
import Sodium
import Synchronization

/// A few rounds, read and audited at the same time, one on each core, before the walk comes to them.
///
/// What ties rounds together is the result that each stands on. Here each stands on what was
/// published as the result of the round before. The walk derives that result itself; it takes an
/// audit made ahead only where both are the same, and otherwise audits the round anew. So a report
/// is the same, byte for byte, as if one round had been audited after the other.
struct RoundsAhead {
  /// What lies there of these rounds and of those that follow them.
  private(set) var files: [Int: RoundFiles] = [:]
  /// Audits by the result that they stand on.
  private(set) var audits: [Int: RoundAudit] = [:]

  /// How many rounds of a consortium are audited at a time: one on each core, as long as their
  /// vectors and models fit into half a GB.
  static func width(_ manifest: Manifest) -> Int {
    let cores = max(1, ProcessInfo.processInfo.activeProcessorCount)
    let parameters = (try? RoundArithmetic(manifest.plan).parameterCount) ?? 1
    // Sealed and plain vector, sum, and a model of up to 12 bytes a parameter as file and as state.
    return max(1, min(cores, (512 << 20) / (48 * max(1, parameters))))
  }

  /// Reads and audits rounds for a walk that has come to the first of them.
  ///
  /// - Parameter known: what was read before.
  init(_ rounds: [Int], for walk: RoundWalk, known: [Int: RoundFiles]) {
    let wanted = Set(rounds.flatMap { [$0, $0 + 1] }).sorted()
    files = known.filter { wanted.contains($0.key) }
    let fresh = wanted.filter { files[$0] == nil }
    files.merge(Self.each(fresh) { walk.read($0) }) { first, _ in first }
    // Evidence may convict in one round for what was done in another: then in order.
    guard rounds.count > 1, !walk.hasEvidence else { return }
    let read = files
    audits = Self.each(rounds) { Self.audit($0, for: walk, files: read) }
  }

  /// Audits a round on what was published of the round before; `nil` where the walk has to.
  private static func audit(
    _ round: Int, for walk: RoundWalk, files: [Int: RoundFiles]
  ) -> RoundAudit? {
    guard let own = files[round], let next = files[round + 1], walk.isOrdinary(round),
      let before = walk.results[round - 1] ?? published(before: own, files[round - 1])
        ?? walk.before(round),
      let basis = try? RoundBasis(
        after: before.content, digest: before.digest, manifest: walk.manifest.content)
    else { return nil }
    // Without a published copy of the model before only the walk may have it.
    let isMissing = Mutex(false)
    let ground = walk.ground(basis, next) {
      do {
        return try walk.model(before: basis)
      } catch {
        isMissing.withLock { $0 = true }
        throw error
      }
    }
    let audit = RoundAudit(files: own, ground: ground)
    return isMissing.withLock { $0 } ? nil : audit
  }

  /// Of the published results of a round the one on which most files of the next stand.
  private static func published(before own: RoundFiles, _ files: RoundFiles?) -> KnownResult? {
    let named = own.standing.values.flatMap { $0 }
    return files?.results.values.map { KnownResult($0) }
      .max { left, right in
        named.count { $0 == left.digest } < named.count { $0 == right.digest }
      }
  }

  /// Makes one value of each round, on all cores.
  private static func each<Value: Sendable>(
    _ rounds: [Int], _ make: @Sendable (Int) -> Value?
  ) -> [Int: Value] {
    let made = Mutex<[Int: Value]>([:])
    DispatchQueue.concurrentPerform(iterations: rounds.count) { index in
      let value = make(rounds[index])
      made.withLock { $0[rounds[index]] = value }
    }
    return made.withLock { $0 }
  }
}
