import Foundation
import Learning

/// What one model says of every record: the two numbers that attacks go by.
struct RecordAnswers {
  /// log(p / (1 - p)) of the true answer, the mean over the record's examples (and the sum over
  /// labels): nearly normal over models, unlike p itself (Carlini et al. 2022, section IV.C).
  private(set) var confidence: [Double] = []
  /// The loss in nats, the mean over the record's examples.
  private(set) var loss: [Double] = []

  /// A probability that a Float still tells from 0.
  private static let least = 1e-7

  /// Asks a model about records.
  mutating func add(
    _ records: [[Int]], of examples: LabelledExamples, parameters: [Float], _ learner: Learner
  ) throws(LearningError) {
    let probabilities = try learner.probabilities(parameters: parameters, examples: examples)
    let outputs = examples.outputs
    for record in records {
      var (confidence, loss) = (0.0, 0.0)
      for example in record {
        let row = probabilities[example * outputs..<(example + 1) * outputs].map(Double.init)
        for (right, wrong) in Self.answers(row, examples, example) {
          confidence += log(max(right, Self.least)) - log(max(wrong, Self.least))
          loss -= log(max(right, Self.least))
        }
      }
      self.confidence.append(confidence / Double(record.count))
      self.loss.append(loss / Double(record.count))
    }
  }

  /// The probabilities of the true answer and of all others: one pair for classes, one for every
  /// label.
  private static func answers(
    _ row: [Double], _ examples: LabelledExamples, _ example: Int
  ) -> [(right: Double, wrong: Double)] {
    switch examples.labels {
    case .classes(let classes):
      let others = row.indices.filter { $0 != classes[example] }
      return [(row[classes[example]], others.reduce(0) { $0 + row[$1] })]
    case .multiHot:
      return row.indices.map { label in
        examples.isOn(label, example: example)
          ? (row[label], 1 - row[label]) : (1 - row[label], row[label])
      }
    }
  }
}
