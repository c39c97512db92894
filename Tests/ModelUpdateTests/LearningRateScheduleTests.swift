import Foundation
import ModelUpdate
import Testing

@Suite("Learning-rate schedules")
struct LearningRateScheduleTests {
  struct Case: Decodable {
    let name: String
    let schedule: LearningRateSchedule
    let steps: Int
    let factors: [String]
  }

  @Test("Bits as a second implementation has them")
  func vectors() throws {
    for vector in try Vectors<Case>.load("schedules") {
      try vector.schedule.validate(steps: vector.steps)
      for (step, expected) in vector.factors.enumerated() {
        let factor = vector.schedule.factor(step: step, of: vector.steps)
        let wanted = try #require(UInt64(expected, radix: 16))
        #expect(factor.bitPattern == wanted, "\(vector.name), step \(step)")
      }
    }
  }

  @Test("A cosine falls from one to its floor and is the library's but for rounding")
  func cosine() {
    let schedule = LearningRateSchedule(.cosine(floor: 0.25))
    for step in 0...1000 {
      let library = 0.25 + 0.75 * (1 + Foundation.cos(Double.pi * Double(step) / 1000)) / 2
      #expect(abs(schedule.factor(step: step, of: 1000) - library) < 1e-15)
    }
    #expect(schedule.factor(step: 5000, of: 1000) == 0.25)
  }

  @Test("The rate of a step is the rule's times the factor", arguments: [0.5, 1])
  func applied(factor: Double) throws {
    let whole = UpdateRule.sgd(learningRate: 0.5, momentum: 0.0)
    let part = UpdateRule.sgd(learningRate: try Real(checking: 0.5 * factor), momentum: 0.0)
    let state = ModelState(initial: [1, 2], rule: whole)
    #expect(
      try state.updated(by: [3, -4], gridStep: 1, divisor: 8, rule: whole, rateFactor: factor)
        == state.updated(by: [3, -4], gridStep: 1, divisor: 8, rule: part))
  }

  @Test("What makes no sense is refused by name")
  func refusals() {
    func message(_ schedule: LearningRateSchedule) -> String? {
      do {
        try schedule.validate(steps: 10)
        return nil
      } catch {
        return error.message
      }
    }
    #expect(message(LearningRateSchedule(.constant, warmUp: 9)) == nil)
    #expect(message(LearningRateSchedule(.constant, warmUp: 10))?.contains("warmUp") == true)
    #expect(message(LearningRateSchedule(.cosine(floor: 1.5)))?.contains("floor") == true)
    #expect(message(LearningRateSchedule(.step(every: 0, factor: 0.5)))?.contains("every") == true)
    #expect(message(LearningRateSchedule(.step(every: 5, factor: 0.0)))?.contains("factor") == true)
  }
}
