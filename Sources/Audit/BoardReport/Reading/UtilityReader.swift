import Artifacts
import Rounds
import Sodium

/// Opens the models after rounds of evaluation, and reads what they released.
struct UtilityReader {
  private let walk: RoundWalk
  private let arithmetic: RoundArithmetic?
  private let schedule: RoundSchedule
  private let isExact: Bool

  init(_ walk: RoundWalk) {
    self.walk = walk
    let plan = walk.manifest.content.plan
    arithmetic = try? RoundArithmetic(plan)
    schedule = RoundSchedule(plan)
    isExact = plan.evaluation?.noise == .exact
  }

  /// What a round released; `nil` where it measured nothing, its model cannot be opened, or its
  /// counts are exact.
  func point(_ files: RoundFiles) -> UtilityCurve.Point? {
    guard !isExact, schedule.kind(of: files.round) == .evaluation, let key = walk.key,
      let arithmetic, let digest = walk.results[files.round]?.content.model
    else { return nil }
    let sealed = SealedReader(folder: walk.folder)
    for statement in files.models.values.sorted(by: { $0.place.member < $1.place.member })
    where statement.content.body.model == digest {
      guard
        let bytes = try? sealed.model(statement, session: walk.manifest.digest, with: key),
        Digest(hashing: bytes) == digest,
        let model = try? arithmetic.decode(model: bytes, path: statement.place.sealed),
        let release = arithmetic.evaluation(in: model), release.round == files.round,
        let accuracy = release.accuracy, let balanced = release.balancedAccuracy
      else { continue }
      return UtilityCurve.Point(
        round: files.round, accuracy: accuracy, balanced: balanced,
        noise: release.accuracyNoise ?? 0)
    }
    return nil
  }
}
