import ModelUpdate
import Testing

@testable import Node

/// What `predict` prints for one example.
@Suite struct PredictionTests {
  private func prediction(_ probabilities: [Float], _ loss: Loss, name: String = "x") -> Prediction
  {
    Prediction(name: name, probabilities: probabilities, classes: ["a", "b", "c"], loss: loss)
  }

  @Test func theLikeliestClassComesFirst() {
    let one = prediction([0.25, 0.5, 0.25], .softmaxCrossEntropy)
    #expect(one.text == "x: b  (a 0.2500, b 0.5000, c 0.2500)")
    #expect(
      one.json == #"{"likeliest":"b","name":"x","probabilities":{"a":0.25,"b":0.5,"c":0.25}}"#)
    #expect(prediction([0.4, 0.2, 0.4], .softmaxCrossEntropy).answer == ["a"])
  }

  @Test func aSigmoidNamesEveryLabelAboveOneHalf() {
    let many = prediction([0.75, 0.5, 0.875], .sigmoidCrossEntropy)
    #expect(many.text == "x: a, c  (a 0.7500, b 0.5000, c 0.8750)")
    #expect(many.json.contains(#""labels":["a","c"]"#) && !many.json.contains("likeliest"))
    let none = prediction([0.25, 0.5, 0], .sigmoidCrossEntropy)
    #expect(none.text.hasPrefix("x: none  (") && none.json.contains(#""labels":[]"#))
  }

  @Test func aNameCannotSteerATerminal() {
    let name = "a\u{1b}[31m\n\u{9b}b"
    #expect(prediction([1, 0, 0], .softmaxCrossEntropy, name: name).text.hasPrefix("a?[31m??b: a"))
    #expect(!prediction([1, 0, 0], .softmaxCrossEntropy, name: name).json.contains("\n"))
  }
}
