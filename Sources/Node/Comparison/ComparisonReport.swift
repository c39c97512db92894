import Artifacts
import Foundation

/// What a comparison measured.
public struct ComparisonReport: Codable, Sendable {
  /// The plan's title.
  public let title: String
  /// The classes.
  public let classes: [String]
  /// Rounds that train.
  public let rounds: Int
  /// The plan's public estimate of all records together.
  public let nominalRecords: Int
  /// The delta of every epsilon.
  public let delta: Double
  /// What every epsilon protects.
  public let unit: String
  /// The seeds.
  public let seeds: [UInt64]
  /// The hospitals' names.
  public let hospitals: [String]
  /// Records in the training sets: one list per seed, one number per hospital.
  public private(set) var records: [[Int]] = []
  /// Examples in the test set, per seed.
  public private(set) var testExamples: [Int] = []
  /// The arms; each hospital alone first.
  public private(set) var arms: [ArmReport]

  init(plan: Plan, hospitals: [String], seeds: [UInt64], arms: [Arm]) {
    title = plan.title
    classes = plan.data.classes
    rounds = plan.training.rounds
    nominalRecords = plan.training.nominalRecords
    delta = plan.privacy.delta.value
    unit = plan.privacy.unit.rawValue
    self.seeds = seeds
    self.hospitals = hospitals
    self.arms = arms.map { ArmReport($0, name: $0.name(hospitals)) }
  }

  mutating func add(sizes: [Int], test: Int) {
    records.append(sizes)
    testExamples.append(test)
  }

  mutating func add(_ outcome: ComparisonRun.Outcome, of arm: Arm) {
    guard let place = arms.firstIndex(where: { $0.name == arm.name(hospitals) }) else { return }
    arms[place].add(outcome)
  }

  /// The rows of the table: the arms, and after the hospitals alone their mean.
  var rows: [ArmReport] {
    let alone = arms.filter { $0.kind == .alone }
    guard let mean = ArmReport(meanOf: alone) else { return arms }
    return alone + [mean] + arms.filter { $0.kind != .alone }
  }

  /// Where the plan's estimate of the records is far off: private arms divide by it.
  var mismatch: String? {
    let trained = Double(records.joined().reduce(0, +)) / Double(max(1, records.count))
    guard abs(trained / Double(nominalRecords) - 1) > 0.1 else { return nil }
    return
      "the plan says nominal_records = \(nominalRecords), and \(Int(trained.rounded())) records "
      + "train: DeCaPH's steps are longer or shorter by that"
  }

  /// One JSON object.
  public var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}
