import Learning

/// The records of a round and all that their gradients depend on.
struct RoundSample {
  let round: Int
  /// For whatever a trainer draws at random; the hospital's own, and never told.
  let seed: UInt64
  let parameters: [Float]
  let examples: LabelledExamples
  /// What the hospital calls each of `examples`.
  let ids: [String]
  /// The sampled records, as places in `examples`.
  let records: [[Int]]
  /// How much is computed whatever the sample; `nil` for the sample alone.
  let workload: Workload?

  /// Places of further examples, so that their number is that of the workload.
  func filling(after count: Int) -> [Int] {
    guard let workload, examples.count > 0, workload.examples > count else { return [] }
    return (0..<workload.examples - count).map { $0 % examples.count }
  }
}
