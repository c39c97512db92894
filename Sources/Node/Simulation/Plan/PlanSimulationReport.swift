import Artifacts
import Foundation

/// What a simulated plan came to.
public struct PlanSimulationReport: Codable, Sendable {
  /// A hospital and the size of its training set.
  public struct Hospital: Codable, Sendable {
    /// Its name.
    public let name: String
    /// Examples, those held out for evaluation included.
    public let examples: Int
  }

  /// The plan's title.
  public let title: String
  /// The seed that replays it.
  public let seed: UInt64
  /// Who takes part.
  public let hospitals: [Hospital]
  /// Examples of the common test set.
  public let testExamples: Int
  /// How the rounds went.
  public let course: Course
  /// The plan's limit on epsilon, and its delta.
  public let budget, delta: String
  /// How the last model does on the test set: ``Measure`` by name.
  public let scores: [String: Double]
  /// Seconds that it took, and of them the hospitals' training one after the other.
  public let seconds, trainingSeconds: Double
  /// Where the published files lie, and the key that opens them.
  public let folder, key: String?

  init(
    plan: Plan, seed: UInt64, hospitals: [Hospital], test: Int, course: Course,
    scores: TestScores?, seconds: Double, training: Double, folder: String?, key: String?
  ) {
    (title, self.seed, self.hospitals, testExamples) = (plan.title, seed, hospitals, test)
    self.course = course
    (budget, delta) = ("\(plan.privacy.epsilon)", "\(plan.privacy.delta)")
    self.scores = Dictionary(
      uniqueKeysWithValues: (scores?.values ?? [:]).map { ($0.key.rawValue, $0.value) })
    (self.seconds, trainingSeconds) = (seconds, training)
    (self.folder, self.key) = (folder, key)
  }

  /// One JSON object, with sorted keys.
  public var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}
