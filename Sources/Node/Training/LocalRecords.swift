import Artifacts
import Datasets
import Learning
import Sodium

/// A hospital's records as its rounds use them: those to train on, and those held out to measure
/// the model.
///
/// A record is all examples of a patient where the data name patients, otherwise an example. On
/// which side it is follows from the record itself and from nothing else, so one record more or
/// less moves no other, and the side stays the same in every run.
struct LocalRecords {
  /// All examples.
  let examples: LabelledExamples
  /// Whether each value of an example is missing; empty where nothing is missing.
  let missing: [Bool]
  /// The class of each example; empty where examples have any number of labels.
  let classes: [Int]
  /// What the hospital calls each example. Local only.
  let ids: [String]
  /// The examples of every record.
  let all: [[Int]]
  /// The records that train.
  let training: [[Int]]
  /// The records that measure; none where the plan has no evaluation.
  let heldOut: [[Int]]

  /// Splits a hospital's data.
  ///
  /// - Parameters:
  ///   - records: the examples of each record; by default as the data name patients.
  ///   - session: of the consortium, so that two consortia split alike records differently.
  init(
    _ dataset: Dataset, records: [[Int]]? = nil, plan: Plan, session: Digest
  ) throws(LearningError) {
    examples = try LabelledExamples(dataset, loss: plan.model.loss)
    missing = dataset.missing
    classes = dataset.labels
    ids = dataset.ids
    let all = records ?? dataset.records
    self.all = all
    guard let share = plan.evaluation?.heldOut.value else {
      (training, heldOut) = (all, [])
      return
    }
    // Exact: a product with a power of two. The share is below one, so it fits.
    let threshold = UInt64(share * 0x1p64)
    let sides = all.map { record in
      Self.number(of: record, in: dataset, key: session.bytes) < threshold
    }
    training = zip(all, sides).filter { !$0.1 }.map(\.0)
    heldOut = zip(all, sides).filter(\.1).map(\.0)
  }

  /// A number from a record: from its patient's name where it has one, otherwise from its values,
  /// so that copies of an image are on one side.
  private static func number(of record: [Int], in dataset: Dataset, key: [UInt8]) -> UInt64 {
    let bytes: [UInt8]
    if let patient = dataset.groups?[record[0]] {
      bytes = Array("patient \(patient)".utf8)
    } else {
      bytes = record.flatMap { index in dataset[index].withUnsafeBytes { Array($0) } }
    }
    return Digest.keyed(key, hashing: bytes).bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
