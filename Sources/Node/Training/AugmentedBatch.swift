import Datasets
import Foundation
import Learning

/// The examples of one round's records, each changed at random.
///
/// A change is drawn for each example from the hospital's own randomness and never told. A record
/// still adds one gradient, which is clipped as ever, so the privacy bound is the same.
struct AugmentedBatch {
  /// The changed examples: those of the records, then others that fill up.
  let examples: LabelledExamples
  /// The records, as places among them.
  let records: [[Int]]
  /// The unchanged example behind each.
  let origins: [Int]

  /// Changes the examples of records.
  ///
  /// - Parameters:
  ///   - records: places in `original`.
  ///   - least: how many examples to change in all, so that the time does not tell how many records
  ///     there are.
  init(
    _ records: [[Int]], of original: LabelledExamples, by augmentation: ImageAugmentation,
    atLeast least: Int, using generator: inout some RandomNumberGenerator
  ) throws(LearningError) {
    var chosen = records.flatMap(\.self)
    var start = 0
    self.records = records.map { record in
      defer { start += record.count }
      return Array(start..<start + record.count)
    }
    if original.count > 0 {
      for extra in 0..<max(0, least - chosen.count) { chosen.append(extra % original.count) }
    }
    origins = chosen
    let transforms = chosen.map { _ in augmentation.draw(using: &generator) }
    examples = try LabelledExamples(
      shape: original.shape, features: Self.changed(chosen, of: original, by: transforms),
      labels: original.labels.chosen(chosen, outputs: original.outputs),
      outputs: original.outputs)
  }

  private static func changed(
    _ chosen: [Int], of original: LabelledExamples, by transforms: [ImageTransform]
  ) -> [Float] {
    let side = original.shape[1]
    let size = side * side
    return [Float](unsafeUninitializedCapacity: chosen.count * size) { buffer, filled in
      original.features.withUnsafeBufferPointer { features in
        guard let target = buffer.baseAddress, let source = features.baseAddress else { return }
        // Every example has its own place, so the threads never meet.
        nonisolated(unsafe) let (from, to) = (source, target)
        DispatchQueue.concurrentPerform(iterations: chosen.count) { place in
          transforms[place].apply(from + chosen[place] * size, side: side, into: to + place * size)
        }
      }
      filled = chosen.count * size
    }
  }
}

extension Labels {
  /// The labels of some examples.
  fileprivate func chosen(_ places: [Int], outputs: Int) -> Labels {
    switch self {
    case .classes(let classes): .classes(places.map { classes[$0] })
    case .multiHot(let values):
      .multiHot(places.flatMap { values[$0 * outputs..<($0 + 1) * outputs] })
    }
  }
}
