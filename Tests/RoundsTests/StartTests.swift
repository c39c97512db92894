import Artifacts
import ModelUpdate
import Rounds
import SecureAggregation
import Sodium
import Testing

/// Parameters from elsewhere: the plan pins them, and its rounds are as long as what is trained.
@Suite struct StartTests {
  private static let model = Architecture.perceptron(input: [2], hidden: [3], outputs: 2)

  private func plan(_ rule: UpdateRule, frozen: [String]?, start: [UInt8]) -> Plan {
    var plan = Plan.small()
    plan.model = Self.model
    plan.training.rule = rule
    plan.start = StartPlan(digest: Digest(hashing: start), frozen: frozen)
    return plan
  }

  private func startFile() throws -> [UInt8] {
    try StartFile.encode((0..<17).map { Float($0) / 8 - 1 }, architecture: Self.model)
  }

  @Test func theModelOfRoundOneIsTheStartThatThePlanPins() throws {
    let file = try startFile()
    let arithmetic = try RoundArithmetic(
      plan(.adam(learningRate: 0.1), frozen: nil, start: file))
    let model = try arithmetic.initialModel(start: file).state
    #expect(model.parameters == (0..<17).map { Float($0) / 8 - 1 } && model.step == 0)
    #expect(try arithmetic.startFileSize() == file.count)
    var other = file
    other[other.count - 1] ^= 1
    for (bytes, code) in [(nil, .missing), (other, .payload)] as [([UInt8]?, Rejection.Code)] {
      let error = #expect(throws: Rejection.self) {
        try arithmetic.initialModel(start: bytes, path: "h1/consortium/plan.safetensors")
      }
      #expect(error?.code == code && error?.file == "h1/consortium/plan.safetensors")
    }
    // Pinned, but of another architecture.
    let foreign = try StartFile.encode(
      [0, 0, 0, 0, 0, 0], architecture: .logisticRegression(input: [2], outputs: 2))
    let error = #expect(throws: Rejection.self) {
      try RoundArithmetic(plan(.adam(learningRate: 0.1), frozen: nil, start: foreign))
        .initialModel(start: foreign)
    }
    #expect(error?.code == .field)
  }

  @Test func aRoundIsAsLongAsWhatIsTrainedAndLeavesTheRest() throws {
    let file = try startFile()
    for rule in [
      UpdateRule.sgd(learningRate: 0.5, momentum: 0.9), .adam(learningRate: 0.1),
    ] {
      let plan = plan(rule, frozen: ["0"], start: file)
      let arithmetic = try RoundArithmetic(plan)
      #expect(arithmetic.count(.training) == 8 && arithmetic.parameterCount == 17)
      let roster = try Hospitals(3, plan: .small()).genesis().result.roster
      var model = try arithmetic.initialModel(start: file).state
      for round in 1...3 {
        let sum = try RingVector(signed: (0..<8).map { Int64(1000 * $0 - 3000) }, width: .bits32)
        let next = try arithmetic.updated(model, by: sum, roster: roster, round: round, present: 3)
        #expect(next.isUsable)
        #expect(next.state.parameters[..<9] == model.parameters[..<9])
        #expect(zip(next.state.parameters[9...], model.parameters[9...]).contains { $0 != $1 })
        model = next.state
      }
      #expect(model.parameters[..<9].elementsEqual((0..<9).map { Float($0) / 8 - 1 }))
    }
  }

  @Test func aPlanWithoutAStartIsWrittenAsBefore() throws {
    let text = String(decoding: CanonicalJSON.encode(Plan.small()), as: UTF8.self)
    #expect(!text.contains("start"))
  }

  @Test func frozenNamesThatMeanNothingAreRefused() throws {
    let file = try startFile()
    for names in [["1"], ["0", "2"]] {
      #expect(throws: Rejection.self) {
        try RoundArithmetic(plan(.adam(learningRate: 0.1), frozen: names, start: file))
      }
    }
  }
}
