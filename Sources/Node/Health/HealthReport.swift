import Foundation

/// What `health` found: a level, why, and numbers.
public struct HealthReport: Sendable {
  /// The worst of what was found.
  public var level: HealthLevel { problems.map(\.level).max() ?? .ok }

  /// What is wrong, worst first, each with what to do.
  let problems: [Problem]
  /// The situation, where nothing is wrong.
  let text: String
  let metrics: [HealthMetric]

  /// Something that is not as it should be.
  struct Problem: Sendable, Hashable {
    let level: HealthLevel
    let text: String
  }

  init(problems: [Problem], text: String, metrics: [HealthMetric]) {
    // A stable order, so that the same situation gives the same line.
    self.problems = problems.enumerated()
      .sorted { ($1.element.level, $0.offset) < ($0.element.level, $1.offset) }.map(\.element)
    self.text = text
    self.metrics = metrics
  }

  /// One line for Nagios, Icinga and the like: the verdict, then the numbers.
  public var line: String {
    let what = problems.isEmpty ? text : problems.map(\.text).joined(separator: "; ")
    let numbers = metrics.map(\.performanceData).joined(separator: " ")
    // What follows the bar is numbers; a line break would end the verdict.
    let clean = what.replacing("|", with: "/").replacing("\n", with: " ")
    return "DECAPH \(level.word): \(clean)" + (numbers.isEmpty ? "" : " | \(numbers)")
  }

  /// The text of a file for the textfile collector of Prometheus's node_exporter.
  ///
  /// - Parameter labels: names and values that every number bears.
  func exposition(labels: [(name: String, value: String)]) -> String {
    let level = HealthMetric(
      name: "health", value: Double(level.rawValue),
      help: "0 ok, 1 warning, 2 critical, 3 unknown")
    return ([level] + metrics).map { $0.exposition(labels: labels) }.joined()
  }
}
