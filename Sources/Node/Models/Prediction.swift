import Foundation
import ModelUpdate

/// What a model says about one example. Patient data: for the hospital's own screen only.
struct Prediction {
  /// The image or the line.
  let name: String
  /// Of each class, in the order of ``classes``.
  let probabilities: [Float]
  let classes: [String]
  let loss: Loss

  /// The likeliest class (the first of equal ones), or with a sigmoid all above one half.
  var answer: [String] {
    switch loss {
    case .softmaxCrossEntropy:
      var best = 0
      for index in probabilities.indices where probabilities[index] > probabilities[best] {
        best = index
      }
      return [classes[best]]
    case .sigmoidCrossEntropy:
      return zip(classes, probabilities).filter { $0.1 > 0.5 }.map(\.0)
    }
  }

  /// One line for people: name, answer, every probability.
  var text: String {
    let all = zip(classes, probabilities).map { "\($0) \(String(format: "%.4f", $1))" }
    let answer = answer.isEmpty ? "none" : answer.joined(separator: ", ")
    return "\(Self.printable(name)): \(answer)  (\(all.joined(separator: ", ")))"
  }

  /// One line of JSON.
  var json: String {
    Line(
      name: name, likeliest: loss == .softmaxCrossEntropy ? answer[0] : nil,
      labels: loss == .sigmoidCrossEntropy ? answer : nil,
      probabilities: Dictionary(zip(classes, probabilities)) { first, _ in first }
    ).text
  }

  /// One line of JSON for an image that could not be read.
  static func json(unreadable name: String, _ reason: String) -> String {
    Line(name: name, error: reason).text
  }

  /// A file name that cannot steer a terminal or begin a line of its own.
  static func printable(_ name: String) -> String {
    String(
      String.UnicodeScalarView(
        name.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
  }

  private struct Line: Encodable {
    let name: String
    var likeliest: String?
    var labels: [String]?
    var probabilities: [String: Float]?
    var error: String?

    var text: String {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      // Texts and finite numbers always encode.
      return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
  }
}
