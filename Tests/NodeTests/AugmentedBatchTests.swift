import Artifacts
import Datasets
import Learning
import Testing

@testable import Node

/// Images that are changed at random before they enter a round.
@Suite struct AugmentedBatchTests {
  private let original: LabelledExamples

  init() throws {
    // Each image has a brightness of its own, which mirroring keeps.
    original = try LabelledExamples(
      shape: [1, 8, 8],
      features: (0..<5).flatMap { (image: Int) -> [Float] in
        (0..<64).map { (place: Int) -> Float in Float(place % 8 + image * 10) / 64 }
      },
      labels: .classes([0, 1, 2, 0, 1]), outputs: 3)
  }

  private func batch(_ records: [[Int]], atLeast least: Int) throws -> AugmentedBatch {
    var generator = SeededGenerator(seed: 1)
    return try AugmentedBatch(
      records, of: original, by: ImageAugmentation(shift: 0, rotate: 0, contrast: 0, flip: true),
      atLeast: least, using: &generator)
  }

  private func image(_ index: Int, of examples: LabelledExamples) -> [Float] {
    Array(examples.features[index * 64..<(index + 1) * 64])
  }

  @Test func recordsKeepTheirExamplesAndLabels() throws {
    let result = try batch([[4], [1, 3]], atLeast: 0)
    #expect(result.records == [[0], [1, 2]])
    #expect(result.examples.labels == .classes([1, 1, 0]))
    for (place, source) in [4, 1, 3].enumerated() {
      let changed = image(place, of: result.examples)
      let before = image(source, of: original)
      let mirrored = before.indices.map { before[$0 - $0 % 8 + 7 - $0 % 8] }
      func isNear(_ wanted: [Float]) -> Bool {
        zip(changed, wanted).allSatisfy { abs($0 - $1) < 1e-5 }
      }
      #expect(isNear(before) || isNear(mirrored))
    }
  }

  @Test func everyDrawIsNewAndSomeAreMirrored() throws {
    let many = try batch((0..<40).map { [$0 % 5] }, atLeast: 0)
    let left = (0..<8).map { many.examples.features[$0 * 5 * 64] }
    #expect(Set(left.map { $0 > 0.05 }).count == 2, "one image, mirrored or not: \(left)")
  }

  @Test func asManyAreChangedWhateverTheSample() throws {
    for records in [[], [[0]], [[0], [1, 2], [3]]] {
      #expect(try batch(records, atLeast: 7).examples.count == 7)
    }
    #expect(try batch([[0, 1], [2, 3]], atLeast: 2).examples.count == 4)
  }

  @Test func aPlanWithChangesTrainsAndIsSigned() throws {
    let text = """
      side = 16
      [data.images.augmentation]
      shift = 0.05
      rotate = 7.5
      flip = true
      """
    let plan = try PlanFile.parse(
      PlanFileTests.smallest.replacing("side = 16", with: text), file: "p")
    #expect(
      String(decoding: CanonicalJSON.encode(plan), as: UTF8.self).contains(
        #""images":{"augmentation":{"contrast":"0.0","flip":true,"rotate":"7.5","shift":"0.05"},"#))
    try PlanFitness(plan).check(members: 3)
    var foreign = plan
    foreign.data.images?.augmentation?.shift = 7.0
    let error = #expect(throws: NodeError.self) { try PlanFitness(foreign).check(members: 3) }
    #expect(error?.message.contains("augmentation") == true)
  }
}
