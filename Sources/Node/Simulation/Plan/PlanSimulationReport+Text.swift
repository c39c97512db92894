import Foundation

extension PlanSimulationReport {
  /// Lines for people.
  public var text: String {
    ([
      row("plan", "\"\(title)\", \(hospitals.count) hospitals, seed \(seed)"),
      row(
        "data",
        hospitals.map { "\($0.name) \($0.examples)" }.joined(separator: ", ")
          + "; test set \(testExamples)"),
      row("rounds", Self.counts(course.outcomes) + (course.ending.map { "; \($0)" } ?? "")),
      row("faults", faults),
      row(
        "epsilon",
        String(
          format: "%.2f of %@ against colluding members, at delta %@",
          (course.epsilon * 100).rounded(.up) / 100, budget, delta)),
    ] + releases + [
      row(
        "model",
        Measure.allCases.compactMap { measure in
          scores[measure.rawValue].map { String(format: "%@ %.3f", measure.title, $0) }
        }.joined(separator: ", ") + " on the test set"),
      row(
        "time",
        String(
          format: "%.1f s, of which %.1f s are the hospitals' training", seconds, trainingSeconds)),
    ] + files).joined(separator: "\n")
  }

  private var faults: String {
    var text = course.injected.isEmpty ? course.faults : Self.counts(course.injected)
    if let round = course.healedAfter { text += "; none after round \(round)" }
    if course.restarts > 0 { text += "; \(course.restarts) restart decided by people" }
    return text
  }

  private var releases: [String] {
    course.releases.sorted { $0.key < $1.key }.map { row("round \($0.key)", $0.value) }
  }

  private var files: [String] {
    guard let folder, let key else { return [] }
    return [row("files", folder), row("key", "\(key) (from a seed: it protects nobody)")]
  }

  private func row(_ title: String, _ text: String) -> String {
    title.padding(toLength: max(11, title.count + 1), withPad: " ", startingAt: 0) + text
  }

  private static func counts(_ counts: [String: Int]) -> String {
    counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
  }
}
