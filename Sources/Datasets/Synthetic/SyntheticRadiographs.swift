import Foundation

/// Built-in data: drawn pictures that resemble frontal chest radiographs with three findings.
///
/// **Synthetic.** No patient stands behind them, and a result on them proves nothing clinical;
/// they show that the machinery learns. A finding is told by its texture and not by place or
/// brightness, so a linear model does poorly and a small convolutional network does well.
///
/// Everything follows from `seed`, `hospital` and `side`: same values, same bytes, on every
/// platform (only IEEE 754 basic operations are used). Image i does not depend on how many
/// others are made.
public struct SyntheticRadiographs: Sendable {
  /// The names of the classes, in the order of the labels.
  public static let classes = RadiographFinding.allCases.map(\.className)

  /// The number of the hospital that stands for the shared test set.
  public static let testSet = Int(Int32.max)

  /// Pixels on each side of a picture.
  public let side: Int
  /// From what all randomness follows.
  public let seed: UInt64
  /// Which hospital's patients: different numbers give different pictures.
  public let hospital: Int
  /// In what this hospital's pictures differ from others'.
  public let variation: HospitalVariation

  /// Makes a generator.
  ///
  /// - Parameters:
  ///   - side: 16 to 1024.
  ///   - seed: From what all randomness follows.
  ///   - hospital: 0, 1, 2, ..., or `testSet`.
  ///   - variation: Nil: that of the hospital's number; balanced for the test set.
  public init(side: Int, seed: UInt64, hospital: Int, variation: HospitalVariation? = nil) {
    precondition((16...1024).contains(side), "the side is 16 to 1024")
    self.side = side
    self.seed = seed
    self.hospital = hospital
    self.variation =
      variation ?? (hospital == Self.testSet ? .balanced : .hospital(hospital))
  }

  /// The labels of the first `count` images: as many of each finding as the prevalence says, in
  /// random order.
  public func labels(count: Int) -> [Int] {
    precondition(count >= 0, "a number of images is not negative")
    let quotas = Apportionment.share(count, by: variation.prevalence)
    let ordered = quotas.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element) }
    var generator = SeededGenerator(seed: stream, stream: .max)
    return generator.shuffled(ordered)
  }

  /// The grey values of one image, row after row.
  public func pixels(_ index: Int, finding: RadiographFinding) -> [UInt8] {
    var generator = SeededGenerator(seed: stream, stream: UInt64(truncatingIfNeeded: index))
    var canvas = RadiographCanvas(side: side, pose: RadiographPose(using: &generator))
    let anatomy = RadiographAnatomy(using: &generator)
    anatomy.draw(on: &canvas, using: &generator)
    RadiographOpacities(finding: finding, anatomy: anatomy).draw(on: &canvas, using: &generator)
    return RadiographDetector(variation: variation).expose(canvas, using: &generator)
  }

  /// Images in memory, each [1, side, side] in [0, 1].
  ///
  /// The values are those of the files that `write` makes.
  public func dataset(count: Int) -> Dataset {
    let labels = labels(count: count)
    let size = side * side
    let examples = [Float](unsafeUninitializedCapacity: count * size) { buffer, filled in
      nonisolated(unsafe) let values = buffer
      DispatchQueue.concurrentPerform(iterations: count) { index in
        guard let finding = RadiographFinding(rawValue: labels[index]) else { return }
        for (place, grey) in pixels(index, finding: finding).enumerated() {
          values[index * size + place] = Float(Double(grey) / 255)
        }
      }
      filled = count * size
    }
    return Dataset(
      shape: [1, side, side], examples: examples, labels: labels, classes: Self.classes,
      ids: labels.indices.map { "synthetic-\($0 + 1)" })
  }

  private var stream: UInt64 {
    var generator = SeededGenerator(
      seed: seed, stream: UInt64(truncatingIfNeeded: hospital) &+ 0x5359_4E54)
    return generator.next()
  }
}
