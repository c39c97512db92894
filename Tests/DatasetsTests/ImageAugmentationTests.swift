import Datasets
import Testing

@Suite("Image augmentation")
struct ImageAugmentationTests {
  private let side = 5

  private func changed(_ image: [Float], _ transform: ImageTransform) -> [Float] {
    var target = [Float](repeating: -1, count: image.count)
    image.withUnsafeBufferPointer { source in
      target.withUnsafeMutableBufferPointer { target in
        transform.apply(source.baseAddress!, side: side, into: target.baseAddress!)
      }
    }
    return target
  }

  /// A bright pixel at a column and row.
  private func dot(_ x: Int, _ y: Int) -> [Float] {
    var image = [Float](repeating: 0, count: side * side)
    image[y * side + x] = 1
    return image
  }

  private func transform(
    x: Float = 0, y: Float = 0, angle: Float = 0, contrast: Float = 1, isMirrored: Bool = false
  ) -> ImageTransform {
    ImageTransform(shift: (x, y), angle: angle, contrast: contrast, isMirrored: isMirrored)
  }

  @Test("Nothing drawn, nothing changed")
  func identity() {
    let image = (0..<25).map { Float($0) / 25 }
    #expect(zip(changed(image, transform()), image).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test("A dot moves, is mirrored and turns to where geometry says")
  func geometry() {
    func place(_ image: [Float]) -> Int? { image.firstIndex { $0 > 0.999 } }
    #expect(place(changed(dot(1, 2), transform(x: 0.4, y: -0.2))) == 1 * 5 + 3)
    #expect(place(changed(dot(1, 2), transform(isMirrored: true))) == 2 * 5 + 3)
    // Clockwise by a quarter turn: the left middle becomes the upper middle.
    #expect(place(changed(dot(0, 2), transform(angle: 90))) == 0 * 5 + 2)
    // Mirrored first, then turned and moved.
    #expect(
      place(changed(dot(0, 2), transform(y: -0.2, angle: 90, isMirrored: true))) == 3 * 5 + 2)
  }

  @Test("Contrast keeps the mean and the range")
  func contrast() {
    let image = dot(2, 2).map { 0.4 + 0.2 * $0 }
    let stronger = changed(image, transform(contrast: 1.5))
    #expect(abs(stronger.reduce(0, +) - image.reduce(0, +)) < 1e-4)
    #expect(abs((stronger[12] - stronger[0]) - 0.3) < 1e-5)
    #expect(changed(dot(2, 2), transform(contrast: 1.9)).allSatisfy { (0...1).contains($0) })
  }

  @Test("Draws stay in their ranges, reach them, and mirror about every second image")
  func draws() {
    var generator = SeededGenerator(seed: 3)
    let augmentation = ImageAugmentation(shift: 0.1, rotate: 20, contrast: 0.3, flip: true)
    let drawn = (0..<2000).map { _ in augmentation.draw(using: &generator) }
    func check(_ most: Float, _ value: (ImageTransform) -> Float) {
      let values = drawn.map(value)
      #expect(values.allSatisfy { abs($0) <= most })
      #expect(values.min()! < -0.98 * most && values.max()! > 0.98 * most)
      #expect(abs(values.reduce(0, +) / 2000) < 0.06 * most)
    }
    check(0.1) { $0.shift.x }
    check(0.1) { $0.shift.y }
    check(20) { $0.angle }
    check(0.3) { $0.contrast - 1 }
    #expect((900...1100).contains(drawn.count(where: \.isMirrored)))
    let none = ImageAugmentation(shift: 0, rotate: 0, contrast: 0, flip: false)
    let still = none.draw(using: &generator)
    #expect(
      still.shift == (0, 0) && still.angle == 0 && still.contrast == 1 && !still.isMirrored)
  }
}
