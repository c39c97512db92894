import Datasets
import Foundation
import Testing

@Suite("Synthetic radiographs")
struct SyntheticRadiographsTests {
  private func data(_ seed: UInt64, hospital: Int, side: Int = 32, count: Int = 60) -> Dataset {
    SyntheticRadiographs(side: side, seed: seed, hospital: hospital).dataset(count: count)
  }

  @Test("Seed and hospital decide every pixel")
  func deterministic() {
    let first = data(7, hospital: 0)
    #expect(first == data(7, hospital: 0))
    #expect(first.examples != data(8, hospital: 0).examples)
    #expect(first.examples != data(7, hospital: 1).examples)
    #expect(first.shape == [1, 32, 32])
    #expect(first.classes == ["COVID", "Normal", "Viral Pneumonia"])
    #expect(first.examples.allSatisfy { (0...1).contains($0) })
    // One image, fixed for ever: a change here changes everybody's demo.
    let image = SyntheticRadiographs(side: 16, seed: 1, hospital: 2)
      .pixels(0, finding: .covid)
    #expect(image.count == 256)
    #expect(checksum(image) == 14_031_144_117_746_210_973)
  }

  /// FNV-1a.
  private func checksum(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  @Test("Findings come as often as the hospital's prevalence says, test sets evenly")
  func prevalence() {
    #expect(data(1, hospital: 0, count: 100).classCounts == [45, 30, 25])
    #expect(data(1, hospital: SyntheticRadiographs.testSet, count: 99).classCounts == [33, 33, 33])
    let other = HospitalVariation(
      prevalence: [0, 1, 1], exposure: 0, contrast: 1, noise: 0, blur: 0)
    let labels = SyntheticRadiographs(side: 16, seed: 1, hospital: 9, variation: other)
      .labels(count: 10)
    #expect(labels.sorted() == [1, 1, 1, 1, 1, 2, 2, 2, 2, 2])
    #expect(labels != labels.sorted())
  }

  @Test("Files hold what memory holds")
  func files() throws {
    let folder = try TemporaryFolder()
    let radiographs = SyntheticRadiographs(side: 24, seed: 4, hospital: 1)
    try radiographs.write(to: "\(folder.path)/out", count: 20)
    let spec = ImageSpecification(classes: SyntheticRadiographs.classes, side: 24)
    let loaded = try ImageFolder("\(folder.path)/out").load(spec).dataset
    let made = radiographs.dataset(count: 20)
    #expect(loaded.classCounts == made.classCounts)
    for (index, id) in loaded.ids.enumerated() {
      let number = try #require(Int(id.dropLast(4).suffix(5)))
      #expect(loaded[index].elementsEqual(made[number - 1]))
      #expect(loaded.labels[index] == made.labels[number - 1])
    }
    #expect(throws: DataError.self) { try radiographs.write(to: "\(folder.path)/out", count: 1) }
  }

  /// Mean brightness does not tell the findings apart; local contrast at two scales does.
  @Test("Texture separates the findings, brightness does not")
  func separable() {
    let train = data(11, hospital: SyntheticRadiographs.testSet, side: 64, count: 600)
    let test = data(12, hospital: SyntheticRadiographs.testSet, side: 64, count: 300)
    #expect(nearestMean(train, test) { [mean($0)] } < 0.5)
    #expect(nearestMean(train, test) { [curvature($0, 2), curvature($0, 4)] } > 0.6)
  }

  /// The balanced accuracy of the nearest class mean, features in units of their deviation.
  private func nearestMean(
    _ train: Dataset, _ test: Dataset, _ features: (ArraySlice<Float>) -> [Float]
  ) -> Double {
    let known = (0..<train.count).map { features(train[$0]) }
    let columns = known[0].indices
    func means(_ rows: [[Float]]) -> [Float] {
      columns.map { column in rows.map { $0[column] }.reduce(0, +) / Float(rows.count) }
    }
    let centre = means(known)
    let variances = means(
      known.map { row in
        columns.map { column in
          let difference = row[column] - centre[column]
          return difference * difference
        }
      })
    let centres = train.classes.indices.map { label in
      means(known.indices.filter { train.labels[$0] == label }.map { known[$0] })
    }
    func distance(_ values: [Float], _ centre: [Float]) -> Float {
      var sum: Float = 0
      for column in columns {
        let difference = values[column] - centre[column]
        sum += difference * difference / variances[column]
      }
      return sum
    }
    var right = 0
    for index in 0..<test.count {
      let values = features(test[index])
      let distances = centres.map { distance(values, $0) }
      if distances.indices.min(by: { distances[$0] < distances[$1] }) == test.labels[index] {
        right += 1
      }
    }
    // The test set has as many of each class, so accuracy and balanced accuracy are one.
    return Double(right) / Double(test.count)
  }

  private func mean(_ image: ArraySlice<Float>) -> Float {
    image.reduce(0, +) / Float(image.count)
  }

  /// The mean absolute second difference along rows and columns at a distance, inside the lungs.
  private func curvature(_ image: ArraySlice<Float>, _ step: Int) -> Float {
    let first = image.startIndex
    var sum: Float = 0
    for row in 14..<44 {
      for column in 12..<52 {
        let place = first + row * 64 + column
        sum += abs(2 * image[place] - image[place - step] - image[place + step])
        sum += abs(2 * image[place] - image[place - 64 * step] - image[place + 64 * step])
      }
    }
    return sum
  }
}
