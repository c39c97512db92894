import Artifacts
import Rounds

/// A manifest in words.
enum ManifestText {
  /// Session, members with fingerprints, what is trained and at what price.
  static func of(_ manifest: Verified<Manifest>) -> String {
    let plan = manifest.content.plan
    let members = manifest.content.members.map {
      "  \($0.id)  \($0.identity.fingerprint)\($0.id == manifest.content.coordinator ? "  founder" : "")"
    }
    let rows = ColumnsText.rows(plan.data).map { "table    \($0)\n" }
    let columns = ColumnsText.features(plan.data).map { "  \($0)\n" }
    let auditors = plan.auditors.map { "  \($0.name)  \($0.key)" }
    let parameters = try? RoundArithmetic(plan).parameters(
      n: manifest.content.members.count, of: manifest.content.members.count)
    return """
      session  \(manifest.digest.hex)
      plan     "\(plan.title)", \(RoundSchedule(plan).lastRound) rounds, epsilon at most \
      \(plan.privacy.epsilon) \(plan.privacy.unit.short) at delta \(plan.privacy.delta)
      unit     \(plan.privacy.unit.text): adding or removing it
      privacy  sampling rate \(plan.training.samplingRate), clip norm \
      \(plan.training.clipNorm), noise multiplier \(plan.privacy.noiseMultiplier)
      noise    \(noise(plan))
      \(follows(plan))\(start(plan))\(plan.trainer.map { TrainerText.of($0).map { "trainer  \($0)\n" }.joined() } ?? "")rounds   \(RoundsText.of(plan))
      quorum   \(parameters?.colluding ?? 0) may collude, \(parameters?.quorum ?? 0) decide, \
      a sum holds at least \(parameters?.smallestSet ?? 0)
      \((rows + (columns.isEmpty ? [] : ["columns\n"]) + columns).joined())members
      \(members.joined(separator: "\n"))
      \(auditors.isEmpty ? "no auditor" : "auditors, who can open what is sealed\n" + auditors.joined(separator: "\n"))
      """
  }

  private static func noise(_ plan: Plan) -> String {
    plan.noise.layers == .on
      ? "of the fewest that a sum may have; what more hospitals add comes off again"
      : "of the fewest that a sum may have; what more hospitals add stays"
  }

  /// The consortium before, where there is one; with its line end.
  private static func follows(_ plan: Plan) -> String {
    guard let follows = plan.follows else { return "" }
    return
      "follows  round \(follows.round) of session \(follows.session.hex.prefix(16)): its model, and "
      + "its account of \(follows.chargedRounds) rounds, which counts for every hospital\n"
  }

  /// What training starts from, where it is not the seed; with its line end.
  private static func start(_ plan: Plan) -> String {
    guard let start = plan.start, let trained = (try? RoundArithmetic(plan))?.trained else {
      return ""
    }
    let frozen =
      trained.frozen.isEmpty
      ? ""
      : "; frozen: \(trained.frozen.joined(separator: ", ")), so \(trained.count) of "
        + "\(trained.total) parameters are trained"
    return "start    plan.safetensors, digest \(start.digest.hex.prefix(16))\(frozen)\n"
  }
}
