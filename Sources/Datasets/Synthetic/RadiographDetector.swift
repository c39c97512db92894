/// Turns a drawn chest into the picture a hospital's machine would store.
struct RadiographDetector {
  let variation: HospitalVariation

  /// Exposes, blurs, adds noise and rounds to 8 bits.
  func expose(
    _ canvas: RadiographCanvas, using generator: inout SeededGenerator
  ) -> [UInt8] {
    let side = canvas.side
    // No two exposures are alike, and the beam is rarely quite level.
    let exposure = variation.exposure + generator.uniform(-0.08, 0.08)
    let contrast = variation.contrast * generator.uniform(0.85, 1.15)
    let gradientX = generator.uniform(-0.08, 0.08)
    let gradientY = generator.uniform(-0.08, 0.08)
    let values = blurred(canvas)

    return [UInt8](unsafeUninitializedCapacity: side * side) { pixels, filled in
      for row in 0..<side {
        let v = Float(row) / Float(side) - 0.5
        for column in 0..<side {
          let u = Float(column) / Float(side) - 0.5
          var value = (values[row * side + column] - 0.5) * contrast + 0.5 + exposure
          value += gradientX * u + gradientY * v + variation.noise * noise(&generator)
          pixels[row * side + column] = UInt8(min(max(value, 0), 1) * 255 + 0.5)
        }
      }
      filled = side * side
    }
  }

  /// Nearly normal, mean 0, variance 1: the sum of four uniform numbers of 16 bits.
  @inline(__always)
  private func noise(_ generator: inout SeededGenerator) -> Float {
    let word = generator.next()
    let sum =
      (word & 0xFFFF) + (word >> 16 & 0xFFFF) + (word >> 32 & 0xFFFF) + (word >> 48)
    // Each has variance 1/12 in units of 65536, four together 1/3.
    return (Float(sum) * 0x1p-16 - 2) * 1.7320508
  }

  /// Mixes every pixel with the mean of its 3 x 3 neighbourhood.
  private func blurred(_ canvas: RadiographCanvas) -> [Float] {
    let side = canvas.side
    let source = canvas.values
    guard variation.blur > 0 else { return source }
    var result = source
    for row in 1..<side - 1 {
      for column in 1..<side - 1 {
        var sum: Float = 0
        for y in row - 1...row + 1 {
          sum += source[y * side + column - 1] + source[y * side + column]
          sum += source[y * side + column + 1]
        }
        let place = row * side + column
        result[place] += variation.blur * (sum / 9 - source[place])
      }
    }
    return result
  }
}
