import Datasets
import Foundation
import Testing

@testable import Node

@Suite struct LikelihoodRatioTests {
  /// Confidences of normal distributions, members' above others' by `shift` deviations, each record
  /// with a mean of its own.
  private struct Trial {
    let halves: ShadowHalves
    let confidence: [[Double]]

    init(models: Int, records: Int, shift: Double) {
      halves = ShadowHalves([(0..<records).map { [$0] }], models: models, seed: 5)
      var random = SeededGenerator(seed: 9)
      func normal() -> Double {
        (0..<12).reduce(-6) { sum, _ in sum + random.unit() }
      }
      let means = (0..<records).map { _ in normal() * 10 }
      confidence = halves.isMember.map { members in
        members.indices.map { means[$0] + normal() + (members[$0] ? shift : 0) }
      }
    }

    func area(_ scores: (LikelihoodRatio, Int) -> [Double]) -> Double {
      let ratio = LikelihoodRatio(confidence: confidence, isMember: halves.isMember)
      return MembershipCurve(
        scores: confidence.indices.flatMap { scores(ratio, $0) },
        isMember: Array(halves.isMember.joined())
      ).area
    }
  }

  /// Between two normal distributions of deviation 1 and distance d the best area is
  /// Phi(d / sqrt 2): 0.760 for d = 1. Loss alone drowns in the records' own means.
  @Test(arguments: [64, 128])
  func itFindsWhatThereIsToFind(models: Int) {
    let trial = Trial(models: models, records: 200, shift: 1)
    let best = 0.760
    #expect(abs(trial.area { $0.online(target: $1) } - best) < 0.015)
    #expect(abs(trial.area { $0.offline(target: $1) } - best) < 0.015)
    #expect(trial.area { _, target in trial.confidence[target] } < 0.55)
    let nothing = Trial(models: models, records: 200, shift: 0)
    #expect(abs(nothing.area { $0.online(target: $1) } - 0.5) < 0.015)
    #expect(abs(nothing.area { $0.offline(target: $1) } - 0.5) < 0.015)
  }

  /// What an attacker cannot know, he does not use: whether the target trained on a record.
  @Test func theTargetsMembershipIsNotUsed() {
    let trial = Trial(models: 80, records: 30, shift: 2)
    var other = trial.halves.isMember
    other[7] = other[7].map { !$0 }
    let (truth, lie) = (
      LikelihoodRatio(confidence: trial.confidence, isMember: trial.halves.isMember),
      LikelihoodRatio(confidence: trial.confidence, isMember: other)
    )
    for (left, right) in zip(truth.online(target: 7), lie.online(target: 7)) {
      #expect(abs(left - right) < 1e-9)
    }
    for (left, right) in zip(truth.offline(target: 7), lie.offline(target: 7)) {
      #expect(abs(left - right) < 1e-9)
    }
  }

  @Test func everyRecordTrainsHalfOfTheModels() {
    let hospitals = [(0..<7).map { [2 * $0, 2 * $0 + 1] }, (0..<4).map { [$0] }]
    let halves = ShadowHalves(hospitals, models: 10, seed: 3)
    #expect(halves.recordCount == 11 && halves.isMember.count == 10)
    for record in 0..<11 {
      #expect(halves.isMember.count { $0[record] } == 5)
    }
    for (chosen, members) in zip(halves.chosen, halves.isMember) {
      #expect([3, 4].contains(chosen[0].count) && chosen[1].count == 2)
      let named = (hospitals[0] + hospitals[1]).indices.filter { members[$0] }
        .map { $0 < 7 ? hospitals[0][$0] : hospitals[1][$0 - 7] }
      #expect(chosen[0] + chosen[1] == named)
    }
    #expect(Set(halves.isMember).count == 10, "halves differ from pair to pair")
  }
}
