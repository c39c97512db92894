import Artifacts
import Datasets
import Learning
import ModelUpdate
import Rounds

/// Sums of counts over a hospital's records, before noise: what a census or an evaluation asks.
///
/// Each record counts as the mean of its examples, truncated toward zero, so its vector's norm is at
/// most that of one example.
struct RecordCounts {
  let records: LocalRecords
  /// Grid steps of one count.
  let unit: Int64

  /// Counts all records and, for tables, adds up their values and squares.
  func census(_ layout: CensusLayout) -> [Int64] {
    let size = records.examples.shape.reduce(1, *)
    return sum(of: records.all, count: layout.count) { example, vector in
      let values = records.examples.features[example * size..<(example + 1) * size]
      layout.add(label: records.classes[example], values: values, unit: unit, to: &vector)
    }
  }

  /// Counts what a model predicts for the held-out records.
  ///
  /// - Parameters:
  ///   - examples: the records' examples, standardised as the model knows them.
  ///   - isPadded: whether to compute as much as a coarse number of records would need.
  func evaluation(
    _ layout: EvaluationLayout, parameters: [Float], learner: Learner, examples: LabelledExamples,
    isPadded: Bool
  ) throws(LearningError) -> [Int64] {
    let used = records.heldOut.flatMap { $0 }
    let filling = isPadded && !used.isEmpty ? Workload.powerOfTwo(from: used.count) - used.count : 0
    let probabilities = try learner.probabilities(
      parameters: parameters, examples: examples,
      indices: used + (0..<filling).map { used[$0 % used.count] })
    let places = Dictionary(uniqueKeysWithValues: used.enumerated().map { ($1, $0) })
    func add(_ example: Int, at place: Int, to vector: inout [Int64]) {
      let start = place * layout.classes
      layout.add(
        probabilities: probabilities[start..<start + layout.classes], unit: unit, to: &vector
      ) { records.examples.isOn($0, example: example) }
    }
    var discarded = [Int64](repeating: 0, count: layout.count)
    for extra in 0..<filling {
      add(used[extra % used.count], at: used.count + extra, to: &discarded)
    }
    return sum(of: records.heldOut, count: layout.count) { example, vector in
      add(example, at: places[example] ?? 0, to: &vector)
    }
  }

  private func sum(
    of records: [[Int]], count: Int, _ add: (Int, inout [Int64]) -> Void
  ) -> [Int64] {
    var total = [Int64](repeating: 0, count: count)
    for record in records {
      if record.count == 1 {
        add(record[0], &total)
        continue
      }
      var vector = [Int64](repeating: 0, count: count)
      for example in record { add(example, &vector) }
      for place in total.indices { total[place] += vector[place] / Int64(record.count) }
    }
    return total
  }
}
