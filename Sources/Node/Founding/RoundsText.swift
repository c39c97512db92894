import Artifacts
import DifferentialPrivacy
import Rounds

/// The rounds of a plan in words.
enum RoundsText {
  /// How many rounds of which kind there are, and what has no noise.
  static func of(_ plan: Plan) -> String {
    let schedule = RoundSchedule(plan)
    var parts: [String] = []
    if let census = plan.census { parts.append("a census (\(census.noise))") }
    parts.append("\(schedule.count(.training)) of training")
    if let evaluation = plan.evaluation {
      let share = evaluation.heldOut.value
      parts.append(
        "\(schedule.count(.evaluation)) evaluations on \((share * 1000).rounded() / 10) % of the "
          + "records, held out (\(evaluation.noise))")
    }
    let exact = plan.kindsWithoutNoise.map(\.rawValue)
    let warning =
      exact.isEmpty
      ? "" : "; NO NOISE in \(exact.joined(separator: ", ")): no epsilon covers exact counts"
    let kept =
      plan.rounds.keepPayloads.map {
        "; sealed files may be removed after \($0) further rounds: then nobody recomputes those sums"
      } ?? ""
    return parts.joined(separator: ", ") + warning + kept
  }
}
