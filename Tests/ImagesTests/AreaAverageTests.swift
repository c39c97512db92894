import Images
import Testing

@Suite("Area average")
struct AreaAverageTests {
  @Test("The same side gives each pixel as a fraction of 255")
  func identity() throws {
    let pixels = (0..<16).map { UInt8($0 * 17) }
    let image = try GreyImage(width: 4, height: 4, pixels: pixels)
    #expect(image.areaAveraged(to: 4) == pixels.map { Float(Double($0) / 255) })
  }

  @Test("Half the side gives means of four")
  func halves() throws {
    let image = try GreyImage(
      width: 4, height: 2, pixels: [0, 0, 255, 255, 0, 255, 255, 255])
    #expect(image.areaAveraged(to: 2) == [0, 1, 0.5, 1])
    #expect(image.areaAveraged(to: 1) == [0.625])
  }

  @Test("Pixels on an edge count by the part inside, against the definition in Double")
  func fractions() throws {
    let cases: [(width: Int, height: Int, side: Int)] = [
      (5, 3, 2), (3, 7, 4), (10, 10, 7), (2, 2, 5), (299, 299, 64),
    ]
    for (width, height, side) in cases {
      let pixels = (0..<width * height).map { place -> UInt8 in
        UInt8((place * 37 + place / 5) % 256)
      }
      let image = try GreyImage(width: width, height: height, pixels: pixels)
      let values = image.areaAveraged(to: side)
      #expect(values.count == side * side)
      for row in [0, side / 2, side - 1] {
        for column in [0, side / 3, side - 1] {
          let expected = mean(image, row: row, column: column, side: side)
          #expect(abs(Double(values[row * side + column]) - expected) < 1e-6)
        }
      }
    }
  }

  @Test("White stays exactly 1 and black exactly 0")
  func extremes() throws {
    for value in [UInt8(0), 255] {
      let image = try GreyImage(
        width: 13, height: 29, pixels: Array(repeating: value, count: 13 * 29))
      #expect(Set(image.areaAveraged(to: 8)) == [value == 0 ? 0 : 1])
    }
  }

  /// The mean over the rectangle by its definition: the overlap of every pixel with it.
  private func mean(_ image: GreyImage, row: Int, column: Int, side: Int) -> Double {
    func overlap(_ pixel: Int, _ cell: Int, _ length: Int) -> Double {
      let size = Double(length) / Double(side)
      return max(
        0, min(Double(pixel + 1), Double(cell + 1) * size) - max(Double(pixel), Double(cell) * size)
      )
    }
    var sum = 0.0
    var weight = 0.0
    for y in 0..<image.height {
      for x in 0..<image.width {
        let area = overlap(y, row, image.height) * overlap(x, column, image.width)
        sum += area * Double(image.pixels[y * image.width + x])
        weight += area
      }
    }
    return sum / weight / 255
  }
}
