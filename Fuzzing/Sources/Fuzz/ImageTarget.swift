import Images

/// PNG and JPEG, with limits that keep an input below a second.
enum ImageTarget: FuzzTarget {
  private static let limits = ImageLimits(maximumPixels: 1 << 18, maximumBytes: 1 << 20)

  static func read(_ bytes: [UInt8]) {
    decode(bytes)
    if ImageFormat(firstBytes: bytes) == .png { decode(PNGChecksums.mended(bytes)) }
  }

  private static func decode(_ bytes: [UInt8]) {
    do {
      let stored = try StoredImage.decode(bytes, name: "fuzz.png", limits: limits)
      let image = stored.grey
      Invariant.hold(image.pixels.count == image.width * image.height, "every pixel is there")
      Invariant.hold(image.pixels.count <= limits.maximumPixels, "the limit of pixels is kept")
      Invariant.hold(
        image.areaAveraged(to: 8).allSatisfy { (0...1).contains($0) }, "inputs are from 0 to 1")
      let copy = Invariant.succeeds("what is read is written, and read again") {
        try GreyImage.decode(image.encodePNG(), name: "copy.png")
      }
      Invariant.hold(copy == image, "an image reads back")
    } catch {
      Invariant.message(error.message, error.remedy)
    }
  }
}
