import Artifacts
import Foundation

/// What attacks found out.
public struct AttackReport: Codable, Sendable {
  /// The plan's title.
  public let title: String
  /// K, models of each arm.
  public let models: Int
  /// The seed of data, halves, initial model and draws.
  public let seed: UInt64
  /// Records of each hospital; a random half trains each model.
  public let records: [Int]
  /// Examples in the test set, which is nobody's training data.
  public let testExamples: Int
  /// The delta of every epsilon.
  public let delta: Double
  /// What every epsilon protects.
  public let unit: String
  /// The arms, in the order of tables.
  public private(set) var arms: [AttackedArm] = []

  init(plan: Plan, models: Int, seed: UInt64, records: [Int], testExamples: Int) {
    title = plan.title
    self.models = models
    self.seed = seed
    self.records = records
    self.testExamples = testExamples
    delta = plan.privacy.delta.value
    unit = plan.privacy.unit.rawValue
  }

  mutating func add(
    _ trained: ShadowModels.Trained, of arm: Arm, name: String, halves: ShadowHalves
  ) {
    let ratio = LikelihoodRatio(
      confidence: trained.answers.map(\.confidence), isMember: halves.isMember)
    let attacks = AttackedArm.Attack.Kind.allCases.map { kind in
      let scores = trained.answers.indices.map { model in
        switch kind {
        case .online: ratio.online(target: model)
        case .offline: ratio.offline(target: model)
        case .loss: trained.answers[model].loss.map { -$0 }
        }
      }
      return AttackedArm.Attack(kind, scores: scores, isMember: halves.isMember)
    }
    arms.append(
      AttackedArm(
        name: name, kind: arm.kind, epsilon: trained.privacy.map(\.outside).max(),
        areas: Spread(trained.areas), attacks: attacks))
  }

  /// The most members that any attack can find with a share of false alarms, where an epsilon is
  /// kept (Kairouz, Oh and Viswanath 2015); nil without one.
  func bound(_ arm: AttackedArm, at falsePositive: Double) -> Double? {
    arm.epsilon.map { epsilon in
      min(
        1, exp(epsilon) * falsePositive + delta,
        1 - exp(-epsilon) * (1 - delta - falsePositive))
    }
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
